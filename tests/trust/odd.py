"""What attackers send beside a plain request: headers, parameters and endings of addresses."""

from itertools import product

WORD = "zpoisonz"
_HOSTS = (
    "X-Forwarded-Host",
    "X-Host",
    "X-Original-Host",
    "X-Forwarded-Server",
    "X-HTTP-Host-Override",
    "Forwarded-Host",
)
_PATHS = (
    "X-Original-URL",
    "X-Rewrite-URL",
    "X-Forwarded-Path",
    "X-Forwarded-Prefix",
    "X-Script-Name",
    "X-Path-Info",
)
_SCHEMES = (
    "X-Forwarded-Proto",
    "X-Forwarded-Scheme",
    "X-Scheme",
    "X-URL-Scheme",
    "X-Forwarded-SSL",
    "Front-End-Https",
)
_WHO = (
    "Authorization", "X-User", "X-User-Id", "X-Remote-User", "Remote-User", "X-Auth-Token", "X-Api-Key", "X-Viewer",
    "X-Standing", "X-Plan", "X-Standfirst-Viewer", "X-Standfirst-Shared", "Standfirst-Viewer", "X-Pass", "X-Session",
    "X-CSRFToken", "X-Access-Token", "X-Identity", "X-Impersonate", "X-Forwarded-User", "X-WebAuth-User", "Cookie2",
)  # fmt: skip
_WHERE = (
    "X-Forwarded-For", "X-Real-IP", "X-Client-IP", "Client-IP", "True-Client-IP", "CF-Connecting-IP", "Fastly-Client-IP",
    "X-Cluster-Client-IP", "X-Originating-IP", "X-Remote-IP", "X-Remote-Addr", "X-ProxyUser-IP", "Via", "Forwarded",
    "X-Forwarded-Port", "X-Forwarded", "CF-IPCountry", "X-Country-Code", "X-GeoIP-Country", "X-AppEngine-Country",
)  # fmt: skip
_HOW = (
    "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Requested-With", "HX-Request", "HX-Target",
    "HX-Trigger", "HX-Boosted", "HX-Current-URL", "HX-Prompt", "X-PJAX", "Turbo-Frame", "X-Inertia", "Accept",
    "Accept-Language", "Accept-Charset", "Accept-Datetime", "Accept-CH", "Content-Language", "Content-Type", "User-Agent",
    "Referer", "Origin", "DNT", "Sec-GPC", "Save-Data", "Downlink", "ECT", "RTT", "Device-Memory", "Viewport-Width",
    "DPR", "Width", "Sec-CH-UA", "Sec-CH-UA-Mobile", "Sec-CH-UA-Platform", "Sec-CH-Prefers-Color-Scheme", "Sec-Fetch-Mode",
    "Sec-Fetch-Dest", "Sec-Fetch-Site", "Sec-Fetch-User", "Purpose", "Sec-Purpose", "X-Moz", "Priority", "Pragma",
    "Cache-Control", "Surrogate-Capability", "Surrogate-Control", "X-Cache-Key", "Max-Forwards", "From", "Warning",
    "X-Debug", "X-Debug-Token", "Debug", "X-Wap-Profile", "Profile", "X-ATT-DeviceId", "X-UIDH", "Traceparent", "Baggage",
    "X-Request-Id", "X-Correlation-Id", "X-B3-TraceId", "X-Amzn-Trace-Id", "X-Arbitrary", "Theme", "X-Locale", "X-Lang",
)  # fmt: skip
_VALUES = {
    **dict.fromkeys(_PATHS, "/account/"),
    **dict.fromkeys(_SCHEMES, "https"),
    **dict.fromkeys(_WHERE, "203.0.113.7"),
    **dict.fromkeys(_HOSTS, f"{WORD}.example"),
    "Accept": f"application/json, text/{WORD}",
    "Accept-Language": f"ar, {WORD}",
    "Forwarded": f"host={WORD}.example;proto=https",
    "Authorization": "Basic YTpi",
    "Cookie2": "pass=subscriber",
}
HEADERS: tuple[tuple[str, str], ...] = (
    *((name, _VALUES.get(name, WORD)) for name in (*_HOSTS, *_PATHS, *_SCHEMES, *_WHO, *_WHERE, *_HOW)),
    ("X_Forwarded_Host", f"{WORD}.example"),
    ("standfirst.viewer", "subscriber"),
    ("Standfirst_Viewer", "subscriber"),
    ("Cookie", f"pass=eyJ.{WORD}; theme={WORD}; sessionid={WORD}; csrftoken={WORD}; lang=ar"),
)
_NAMES = (
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "fbclid", "gclid", "dclid",
    "msclkid", "mc_cid", "mc_eid", "igshid", "ref", "referrer", "source", "src", "from", "via", "lang",
    "language", "locale", "country", "currency", "theme", "mode", "dark", "preview", "draft", "revision",
    "version", "format", "output", "view", "print", "amp", "json", "callback", "jsonp", "cb", "_method",
    "method", "action", "debug", "trace", "test", "admin", "user", "user_id", "viewer", "standing",
    "access", "subscriber", "plan", "token", "key", "pass", "auth", "session", "sid",
    "csrfmiddlewaretoken", "next", "return", "redirect", "url", "u", "host", "page", "p", "q", "s",
    "search", "sort", "order", "limit", "size", "offset", "cursor", "before", "id", "slug", "section",
    "article", "template", "layout", "_", "t", "v", "cachebuster", "nocache", "After", "AFTER",
    "after[]", "after.x",
)  # fmt: skip
PARAMETERS: tuple[str, ...] = tuple(f"{name}={WORD}" for name in _NAMES)
_BEFORE = (
    "/",
    ";",
    "%3b",
    "%2f",
    "%23",
    "%3f",
    "%00",
    "%0a",
    "%0d%0a",
    "%20",
    "%09",
    "%2e",
    "!",
    ",",
    "//",
    "/.",
    "/..%2f",
    "%5c",
)
_ENDINGS = ("x.css", "x.js", ".png", "logo.svg")
SUFFIXES: tuple[str, ...] = tuple(before + ending for before, ending in product(_BEFORE, _ENDINGS))
