"""What the merging of two accounts does to the newsroom's tables: nothing, for who works at the desk is not merged."""

from standfirst.core.merging import Merge, leave_behind

MERGES: tuple[Merge, ...] = leave_behind(
    "who works at the desk is not merged",
    "editorial.AuthorPage", "editorial.Publication", "editorial.Picture", "wagtailimages.Image", "wagtaildocs.Document",
    "wagtailcore.Page",
    "wagtailcore.Revision", "wagtailcore.WorkflowState", "wagtailcore.TaskState", "wagtailcore.Comment",
    "wagtailcore.CommentReply", "wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry", "wagtailusers.UserProfile",
    "wagtailadmin.EditingSession", "wagtailadmin.FormState", "wagtailcore.APIToken", "wagtailcore.PageSubscription",
    "wagtailcore.UploadedFile",
)  # fmt: skip
