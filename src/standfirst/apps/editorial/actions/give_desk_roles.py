"""Make the desk's groups, each with the least it needs, and the workflow in which a publisher approves."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from standfirst.apps.editorial.actions.give_new_rights import note_given
from standfirst.apps.editorial.rules.roles import APPROVERS, ROLES, Role


def give_desk_roles(*, front: Page) -> None:
    """Groups and workflow over the tree below `front`; part of the caller's transaction."""
    for role in ROLES:
        _make_group(role, front)
    _make_workflow(front)


def _make_group(role: Role, front: Page) -> None:
    group, _ = Group.objects.get_or_create(name=role.name)
    # Wagtail is delivered with groups of the same names that may do more.
    GroupPagePermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.filter(group=group).delete()
    group.permissions.set([_permission(name) for name in role.permissions])
    note_given(role)
    for verb in role.on_pages:
        permission = _permission(f"wagtailcore.{verb}_page")
        GroupPagePermission.objects.create(group=group, page=front, permission=permission)
    everything = Collection.get_first_root_node()
    for name in role.on_collections:
        GroupCollectionPermission.objects.create(
            group=group, collection=everything, permission=_permission(name)
        )


def _permission(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _make_workflow(front: Page) -> None:
    WorkflowPage.objects.all().delete()
    Workflow.objects.all().update(active=False)
    task = GroupApprovalTask.objects.create(name="A publisher reads it")
    task.groups.set([Group.objects.get(name=APPROVERS)])
    workflow = Workflow.objects.create(name="Approval by a publisher")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=front)
