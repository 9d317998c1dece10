"""What a reader is told of the newsroom's tables: nothing, for they are about work that is published or was drafted."""

from standfirst.core.export import left_out

_WORK = "work for the publication, which belongs to it; whoever worked on it sees it at the desk"
_DESK = "settings and traces of working at the desk, which whoever works there sees there"

EXPORTS = (
    *left_out("the publication's own address", "editorial.Publication"),
    *left_out(
        _WORK,
        "editorial.AuthorPage", "editorial.Picture", "wagtailimages.Image", "wagtaildocs.Document", "wagtailcore.Page", "wagtailcore.Revision",
        "wagtailcore.WorkflowState", "wagtailcore.TaskState", "wagtailcore.Comment", "wagtailcore.CommentReply",
    ),
    *left_out(
        _DESK,
        "wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry", "wagtailusers.UserProfile", "wagtailadmin.EditingSession",
        "wagtailadmin.FormState", "wagtailcore.APIToken", "wagtailcore.PageSubscription", "wagtailcore.UploadedFile",
    ),
)  # fmt: skip
