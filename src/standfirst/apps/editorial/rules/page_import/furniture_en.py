"""Page furniture in English."""

from __future__ import annotations

from standfirst.apps.editorial.rules.page_import.furniture_rule import FurnitureRule, rule
from standfirst.apps.editorial.rules.page_import.page import Reason

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_WHEN = rf"(?:daily|weekly|monthly|weekdays?|weekends?|weeknights?|mornings?|evenings?|day|week|month|{_DAY})"
_SHARE = (
    r"(?:share(?: (?:this|on|via|to|by|full)(?: \w+){0,3}| article| story| link)?|tweet(?: this)?|e-?mail(?: this)?(?: article| story)?|"
    r"print(?: this)?(?: article| page)?|copy(?: the)? link|link copied!?|save(?: (?:article|story|for later|this))?|"
    r"bookmark(?: this)?|facebook|twitter|x|linkedin|whatsapp|reddit|threads|bluesky|telegram|flipboard|pinterest|"
    r"gift(?: this)?(?: article)?|give this article|listen(?: to this)?(?: article| story)?|download pdf|(?:text|font) size)"
)
_MENU = (
    r"(?:home|menu|search|sections?|skip to (?:main )?content|close|open menu|back to top|toggle \w+|(?:main )?navigation|loading|"
    r"sign out|log out|my account|account|contact(?: us)?|about us|advertise(?: with us)?|careers|help(?: cent(?:er|re))?|"
    r"faqs?|site ?map|archive|podcasts?|events|current issue|customer service|masthead|follow us|rss|get the app|"
    r"download (?:the|our) app|subscriber services|group subscriptions|reprint permissions|writers?['’] guidelines|work with us)"
)
_SIGN_UP = r"(?:signed up|sign up|subscribed|unsubscribe|select|sign me up)"
_COMMENT_WORD = r"(?:comments?|commenting|conversation|discussion)"

ENGLISH: tuple[FurnitureRule, ...] = (
    rule(
        "join the conversation",
        Reason.COMMENTS,
        r"join the (?:conversation|discussion|debate)(?:[.!]?$|\s(?:on|when|now|below|by|with other|in the comments|and comment)\b)",
        most_words=30,
    ),
    rule(
        "view comments",
        Reason.COMMENTS,
        r"(?:comment icon\s+)?(?:view|show|see|read|hide|load|open|close)\s+(?:all\s+|more\s+|the\s+)?(?:\(?\d+\)?\s+)?comments?(?:\s*\(?\d+\)?)?[.!]?$",
    ),
    rule("comments", Reason.COMMENTS, r"(?:\d+\s+)?(?:reader\s+)?comments?(?:\s*\(?\d+\)?)?:?$"),
    rule(
        "commenting is for subscribers",
        Reason.COMMENTS,
        r"(?:commenting|comments?|the comments?(?: section)?)\b.{0,60}\b(?:only|is|are|now)\b.{0,50}"
        r"\b(?:for|to|by|of|closed|benefit)\b.{0,30}\b(?:subscribers?|members|subscription|registered (?:users|readers)|closed)\b",
        most_words=22,
    ),
    rule(
        "comments are closed",
        Reason.COMMENTS,
        r"comments (?:are|have been) (?:now )?(?:closed|disabled|turned off)\b.{0,40}$",
    ),
    rule(
        "subscribe to comment",
        Reason.COMMENTS,
        rf"(?:please\s+)?(?:to (?:comment|join)|subscribe|log ?in|sign ?in|register|create an account|become a (?:member|subscriber))\b"
        rf".{{0,60}}\b{_COMMENT_WORD}\b",
        most_words=20,
    ),
    rule(
        "commenting as",
        Reason.COMMENTS,
        r"(?:you are (?:now )?commenting as|not your account|not you)\b.{0,40}$|you are commenting as$",
    ),
    rule(
        "leave a comment",
        Reason.COMMENTS,
        r"(?:leave|post|write|add|submit)\s+(?:a|your)\s+(?:comment|reply)[.!:]?$",
    ),
    rule(
        "sort comments",
        Reason.COMMENTS,
        r"(?:sort (?:comments )?by\b.{0,40}|newest first|oldest first|most (?:liked|replied))$",
    ),
    rule(
        "signed in as",
        Reason.COMMENTS,
        r"(?:you are )?(?:currently )?(?:logged|signed) in as\b.{0,60}$",
        most_words=12,
    ),
    rule(
        "reply button",
        Reason.COMMENTS,
        r"(?:reply|report(?: comment)?|flag|upvote|load more replies)(?:\s*\(?\d+\)?)?$",
    ),
    rule(
        "comment guidelines",
        Reason.COMMENT_RULES,
        r"(?:read |view |see )?(?:our |the )?(?:comment(?:ing|s)?|community) (?:guidelines|rules|policy|standards)[.:]?(?: here\.?)?$",
    ),
    rule(
        "please follow the guidelines",
        Reason.COMMENT_RULES,
        r"please\s+(?:follow|adhere to|abide by|observe|read|respect|review|keep|stay|be)\b"
        r".{0,160}\b(?:comment(?:s|ing)?|(?:comment|community|our) guidelines|civil|on topic|respectful)\b",
        most_words=45,
    ),
    rule(
        "I agree to the guidelines",
        Reason.COMMENT_RULES,
        r"(?:i (?:have read and )?(?:agree|promise|accept)|by (?:posting|commenting)\b.{0,30}\byou agree)\b"
        r".{0,60}\b(?:comment(?:ing)?|community) (?:guidelines|rules|policy|standards)\b",
        most_words=25,
    ),
    rule(
        "we moderate comments",
        Reason.COMMENT_RULES,
        r"(?:comments|posts|remarks|submissions|we|personal attacks|profanity|hate speech)\b"
        r".{0,200}\b(?:remove[ds]?|deleted?|moderated?|reject(?:ed)?|approved?|civil|on topic|not (?:allowed|permitted|tolerated))\b",
        most_words=70,
        needs_company=True,
    ),
    rule(
        "your user name",
        Reason.USER_NAMES,
        r"(?:the|your|a)?\s*(?:default|public|current)?\s*(?:user ?names?|display names?|screen names?)\b.{0,200}\byour\b",
        most_words=60,
    ),
    rule(
        "user names must not offend",
        Reason.USER_NAMES,
        r"(?:user ?names?|display names?|screen names?)\b.{0,120}\b(?:must|may|cannot|should|can)\b",
        most_words=45,
        needs_company=True,
    ),
    rule(
        "choose a user name",
        Reason.USER_NAMES,
        r"user ?name:?$|(?:choose|change|edit|update|confirm|create|pick|enter) (?:a|your)(?: new| public)? (?:user ?name|display name|screen name)\b.{0,40}$",
    ),
    rule(
        "delivered on days",
        Reason.NEWSLETTER,
        rf"(?:delivered|sent|published|arrives|in your inbox)\s+(?:on\s+|every\s+|each\s+|twice\s+|once\s+|a\s+)*{_WHEN}"
        rf"(?:[\s,–—-]*(?:and|&|through|to|a|every|each|at \d{{1,2}} ?[ap]\.?m\.?|{_WHEN}))*[.!]?$",
        most_words=12,
        takes_back=2,
    ),
    rule(
        "monthly digest",
        Reason.NEWSLETTER,
        r"(?:monthly|weekly|daily|biweekly|fortnightly|quarterly|weekday|twice[- ]weekly)\s+"
        r"(?:digest|newsletter|update|round-?up|briefing|e-?mail|bulletin)s?[.!]?$",
        takes_back=2,
    ),
    rule(
        "sign up for the newsletter",
        Reason.NEWSLETTER,
        r"(?:want (?:more|the|to)\b.{0,80}\?\s*)?(?:sign up|subscribe|register) (?:to|for|here|now|today)\b.{0,80}"
        rf"\b(?:newsletters?|briefing|digest|e-?mails?|updates)\b[^,;]{{0,60}}(?:,? (?:every|each|on) {_WHEN}(?:(?:,| and| &) {_WHEN})*)?[.!:]?$",
        most_words=30,
    ),
    rule(
        "in your inbox",
        Reason.NEWSLETTER,
        r"(?:get|receive|have|sign up|subscribe|the|our|your|a|an|stay|never miss|start)\b.{0,140}"
        r"\b(?:in|to|into) your in-?box\b[^,;]{0,40}[.!]?$",
        most_words=32,
    ),
    rule("e-mail field", Reason.NEWSLETTER, r"(?:enter |type |your )*e-?mail(?: address)?\s*\*?:?$"),
    rule(
        "sign-up button",
        Reason.NEWSLETTER,
        rf"(?:✓\s*)?{_SIGN_UP}(?:\s*✓?\s*{_SIGN_UP})*(?: (?:now|today|here))?[.!]?$",
    ),
    rule(
        "on the list",
        Reason.NEWSLETTER,
        r"(?:you['’]re (?:on the list|signed up|subscribed)[.!]|more ways to stay (?:updated|informed))",
        most_words=18,
    ),
    rule(
        "sign up for its name",
        Reason.NEWSLETTER,
        r"sign up for \S.{0,140}$",
        most_words=24,
        needs_company=True,
    ),
    rule(
        "blurb with its days",
        Reason.NEWSLETTER,
        rf".{{10,300}}[.!?]\s+(?:delivered|sent)\s+(?:on\s+|every\s+|each\s+|twice\s+|once\s+|a\s+)*{_WHEN}(?:[\s,–—-]*(?:and|&|through|to|a|{_WHEN}))*[.!]?$",
        most_words=55,
        takes_back=1,
    ),
    rule(
        "unsubscribe at any time",
        Reason.NEWSLETTER,
        r"you (?:can|may) (?:unsubscribe|opt[- ]?out|cancel)(?: \w+){0,3} (?:at )?any ?time(?: (?:by|using|via|with|through) [^,;]{0,70})?[.!]?$",
        most_words=22,
    ),
    rule(
        "all newsletters",
        Reason.NEWSLETTER,
        r"(?:(?:see|view|explore|browse|more|all|find|check out|discover|sign up for)\s+)?(?:all\s+)?(?:of\s+)?(?:our\s+|other\s+|free\s+|more\s+)?newsletters?[.:]?$",
    ),
    rule(
        "by submitting you agree",
        Reason.PRIVACY,
        r"by (?:submitting|signing up|entering|subscribing|clicking|providing|registering|creating|continuing|checking|using)\b.{0,80}"
        r"\b(?:you|i)\b.{0,40}\b(?:agree|consent|accept|acknowledge|confirm)\b",
        most_words=70,
    ),
    rule(
        "protected by captcha",
        Reason.PRIVACY,
        r"this (?:site|form|page) is protected by (?:re|h)?captcha\b",
        most_words=30,
    ),
    rule(
        "privacy and terms",
        Reason.PRIVACY,
        r"(?:(?:read |see |view )?(?:our |the )?(?:privacy (?:policy|notice|statement)|cookie policy|terms(?: of (?:use|service|sale))?(?: (?:and|&) conditions)?|"
        r"do not sell(?: or share)?(?: my)?(?: personal)?(?: information| data)?|manage consent|your privacy choices|accessibility(?: statement)?)"
        r"(?:\s*(?:[|·,&.]|and|apply)\s*)*)+$",
    ),
    rule(
        "cookie notice",
        Reason.COOKIES,
        r"(?:we|this (?:web)?site|our (?:web)?site|we and our (?:\d+ )?partners)\b.{0,60}\b(?:uses?|stores?|sets?|places?|access)\b.{0,60}\bcookies\b"
        r".{0,200}\b(?:experience|consent|accept|settings|policy|analy[sz]e|traffic|personali[sz]e|device|functionality|continu(?:e|ing))\b",
        most_words=90,
    ),
    rule(
        "cookie buttons",
        Reason.COOKIES,
        r"(?:accept|reject|manage|allow|decline)(?: all)?(?: (?:optional|necessary))?(?: cookies| preferences)?$",
    ),
    rule(
        "editors' picks",
        Reason.PICKS,
        r"(?:the )?(?:editors?['’]?s? (?:picks?|choices?|recommendations?)|most (?:popular|read|shared)|trending(?: now)?|popular now|"
        r"what we['’]re reading|top stories|recommended(?: for you)?|in case you missed it)(?: (?:stories|articles|news|today|this week))?\s*:?$",
        opens=16,
    ),
    rule(
        "read more",
        Reason.RELATED,
        r"(?:read|see|learn|discover) more(?:\s+(?:on|about|from|in|by|stories)\b[^.;,]{0,80})?:?$",
        opens=16,
    ),
    rule(
        "read more of one title",
        Reason.RELATED,
        r"(?:read|see|learn|discover) more\s*[:»→+➔].{1,160}$",
        most_words=24,
    ),
    rule(
        "related articles",
        Reason.RELATED,
        r"(?:related(?: (?:articles?|stories|content|reading|links|coverage))?|more (?:from|on|in|by|stories|like this)\b[^.;,]{0,60}|"
        r"(?:also read|read also|read next|up next|keep reading|continue reading|further reading|see also|you (?:may|might) also like)|"
        r"(?:next|previous) (?:article|story))\s*:?$",
        opens=16,
    ),
    rule(
        "see also one title",
        Reason.RELATED,
        r"(?:also read|read also|read next|see also|you (?:may|might) also like)\s*:.{1,160}$",
        most_words=24,
    ),
    rule(
        "read this title",
        Reason.RELATED,
        r"[\[(]?\s*(?:read|watch|listen|related|explainer)\s*:\s\S.{0,160}$",
        most_words=22,
    ),
    rule("share bar", Reason.SHARE, rf"{_SHARE}(?:[\s|·/,&:]+(?:and|or|on|via)?\s*{_SHARE})*\s*:?$"),
    rule("follow button", Reason.SHARE, r"(?:follow|following|\+)$", takes_back=1),
    rule(
        "reading time",
        Reason.SHARE,
        r"(?:\d{1,3}[- ]min(?:ute)?s?(?: read| listen)?|reading time:? .{0,20}|\d{1,2}:\d{2})$",
    ),
    rule(
        "subscribe",
        Reason.SUBSCRIBE,
        r"(?:subscribe|sign ?in|log ?in|register|join (?:us|now)|become a (?:member|subscriber))(?: subscribe)*"
        r"(?: (?:now|today|here|free|for free)| (?:or|and|\|) (?:subscribe|sign ?in|log ?in|register)|"
        r" (?:to|for) (?:continue|read|unlock|access|keep|support|get|full|unlimited)\b[^,;]{0,80})*[.!]?$",
    ),
    rule(
        "already a subscriber",
        Reason.SUBSCRIBE,
        r"already (?:a|an|have an?)\s(?:\w+ )?(?:subscriber|member|account|subscription)\b.{0,40}$",
    ),
    rule(
        "only for subscribers",
        Reason.SUBSCRIBE,
        r"(?:.{0,120}[.!]\s+)?exclusively for (?:\w+ ){0,2}subscribers\b.{0,50}$|"
        r"(?:this (?:article|story|content) is (?:for|only|available|reserved|exclusive|free)\b.{0,60}\b(?:subscribers|members)\b|"
        r"(?:you['’]ve|you have) (?:reached|read|used|\d+)\b.{0,60}\b(?:free|limit|articles? (?:left|remaining)))",
        most_words=30,
    ),
    rule(
        "unlimited access",
        Reason.SUBSCRIBE,
        r"(?:get|enjoy|unlock|start|subscribe|for)\b.{0,60}\b(?:unlimited|full|digital) access\b[^,;]{0,80}[.!]?$",
        most_words=24,
    ),
    rule(
        "support our journalism",
        Reason.SUBSCRIBE,
        r"(?:please |subscribe (?:now )?(?:and|to) |donate (?:now )?(?:and|to) |help us |help )?support (?:our|independent|quality) (?:journalism|reporting|work)\b[^,;]{0,60}[.!]?$",
        most_words=18,
    ),
    rule("menu", Reason.NAVIGATION, rf"{_MENU}(?:[\s|·/,]+{_MENU})*[.…]*$"),
    rule(
        "advertisement",
        Reason.ADVERTISEMENT,
        r"(?:advertisements?|advertising|sponsored(?: content| by .{1,40})?|paid (?:post|content)|"
        r"(?:story|article|text) continues (?:below|after)(?: .{0,30})?|skip (?:ad|advertisement)|continue reading below|scroll (?:down )?to continue)[.]?$",
    ),
    rule(
        "copyright line",
        Reason.COPYRIGHT,
        r"(?:©|\(c\)\s?\d|copyright (?:©|\(c\)|\d{4})).{0,160}$|.{0,60}\ball rights reserved[.]?$",
        most_words=30,
    ),
    rule(
        "printed issue",
        Reason.PRINT_ISSUE,
        r"(?:(?:this|a version of this) (?:article|story|essay|piece|review|interview|column)\s+(?:also |first |originally )*"
        r"(?:appears?|appeared|was (?:first |originally )?(?:published|printed)|ran)\b.{0,80}\b(?:issue|edition|in print)\b|"
        r"from the .{1,40} (?:issue|edition)[.]?$)",
        most_words=34,
    ),
    rule(
        "topics",
        Reason.TOPICS,
        r"(?:topics?|tags?|tagged|filed under|categor(?:y|ies))\s*:\s*.{1,200}$",
        most_words=40,
    ),
)
