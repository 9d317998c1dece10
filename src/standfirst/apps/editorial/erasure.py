"""What the erasure of a person does to the newsroom's tables: published work stays, traces of working at the desk go."""

from standfirst.core.erasure import ALL_ELSE, Fate, delete_rows, keep_rows

_WORK = "what the newsroom publishes"
_NUMBER = "the number of the row that was made nameless"
_LIBRARY = "the desk's own furniture"

_PUBLISHED = (
    ("editorial.ArticlePage", (
        "short_headline", "standfirst", "kicker", "access", "never_metered", "lead_alt", "lead_caption", "lead_credit", "byline_note",
        "body", "published_at", "updated_at", "canonical_address", "word_count", "preview_word_count",
    )),
    ("editorial.Authorship", ("sort_order",)),
    ("editorial.GivenRight", ("role", "right")),
    ("editorial.Correction", ("sort_order", "corrected_on", "text")),
    ("editorial.AuthorPage", ("role", "biography")),
    ("editorial.SocialHandle", ("sort_order", "handle", "address")),
    ("editorial.FrontPick", ("sort_order", "starts_at", "ends_at")),
    ("editorial.SectionPick", ("sort_order", "starts_at", "ends_at")),
    ("editorial.FrontPage", ("picks_chosen_by",)),
    ("editorial.PageImport", ("fingerprint", "source", "report", "created_at")),
    ("editorial.ArticleText", ("revision_id", "open_text", "whole_text", "open_vector", "whole_vector")),
    ("editorial.PictureRendition", ("filter_spec", "file", "width", "height", "focal_point_key")),
    ("editorial.PlainPage", ("text",)),
    ("editorial.SectionPage", ("about",)),
    ("editorial.TopicPage", ("about",)),
    ("editorial.ArticlePage_topics", ()),
    ("editorial.AuthorIndexPage", ()),
    ("editorial.TopicIndexPage", ()),
    ("editorial.Publication", (
        "name", "nameplate_first", "nameplate_second", "strapline", "accent_light", "accent_dark", "language", "imprint",
        "contact", "gate_headline", "gate_text", "gifts_a_month", "meter_for_readers",
        "meter_for_visitors", "postal_address",
    )),
    ("editorial.Picture", (
        "title", "file", "description", "width", "height", "created_at", "focal_point_x", "focal_point_y",
        "focal_point_width", "focal_point_height", "file_size", "file_hash", "caption", "credit",
    )),
)  # fmt: skip

# Tables of Wagtail that note who did something: the number stays, and leads to a row without a name.
_WHO_DID_IT = (
    ("editorial.Picture", ("uploaded_by_user",)),
    ("wagtailimages.Image", ("uploaded_by_user", ALL_ELSE)),
    ("wagtaildocs.Document", ("uploaded_by_user", ALL_ELSE)),
    ("wagtailcore.Page", ("owner", "locked_by", ALL_ELSE)),
    ("wagtailcore.Revision", ("user", ALL_ELSE)),
    ("wagtailcore.WorkflowState", ("requested_by", ALL_ELSE)),
    ("wagtailcore.TaskState", ("finished_by", ALL_ELSE)),
    ("wagtailcore.PageLogEntry", ("user", ALL_ELSE)),
    ("wagtailcore.ModelLogEntry", ("user", ALL_ELSE)),
    ("wagtailcore.Comment", ("user", "resolved_by", ALL_ELSE)),
    ("wagtailcore.CommentReply", ("user", ALL_ELSE)),
)

_FURNITURE = (
    "taggit.Tag", "taggit.TaggedItem",
    "wagtailadmin.Admin",
    "wagtailcore.Collection", "wagtailcore.CollectionViewRestriction", "wagtailcore.CollectionViewRestriction_groups",
    "wagtailcore.GroupApprovalTask", "wagtailcore.GroupApprovalTask_groups", "wagtailcore.GroupCollectionPermission",
    "wagtailcore.GroupPagePermission", "wagtailcore.GroupSitePermission", "wagtailcore.Locale",
    "wagtailcore.PageViewRestriction", "wagtailcore.PageViewRestriction_groups", "wagtailcore.ReferenceIndex",
    "wagtailcore.Site", "wagtailcore.Task", "wagtailcore.Workflow", "wagtailcore.WorkflowContentType",
    "wagtailcore.WorkflowPage", "wagtailcore.WorkflowTask",
    "wagtailembeds.Embed", "wagtailimages.Rendition", "wagtailredirects.Redirect", "wagtailsearch.IndexEntry",
)  # fmt: skip

FATES = (
    *(keep_rows(table, _WORK, *columns) for table, columns in _PUBLISHED),
    *(keep_rows(table, _NUMBER, *columns) for table, columns in _WHO_DID_IT),
    *(keep_rows(table, _LIBRARY, ALL_ELSE) for table in _FURNITURE),
    Fate(table="editorial.AuthorPage", find={"reader_id": "{reader_id}"}, blank=("reader",)),
    # Wagtail labels what was done to an account with the name that the account had.
    Fate(
        table="wagtailcore.ModelLogEntry",
        find={
            "content_type__app_label": "accounts", "content_type__model": "user", "object_id": "{reader_id}",
        },
        replace={"label": "erased reader {reader_id}"},
        blank=("data",),
    ),
    delete_rows("wagtailusers.UserProfile", user_id="{reader_id}"),
    delete_rows("wagtailadmin.EditingSession", user_id="{reader_id}"),
    delete_rows("wagtailadmin.FormState", user_id="{reader_id}"),
    delete_rows("wagtailcore.APIToken", user_id="{reader_id}"),
    delete_rows("wagtailcore.PageSubscription", user_id="{reader_id}"),
    delete_rows("wagtailcore.UploadedFile", uploaded_by_user_id="{reader_id}"),
)  # fmt: skip
