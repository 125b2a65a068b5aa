"""Proxies, certificates, redirects, and pages with and without digests."""

import subprocess

from shared.cases import case, expect
from shared.digests import sha256
from shared.simple_pages import links_to
from shared.wheels import make_wheel


@case
def proxies(case):
    """HTTP_PROXY and NO_PROXY are followed."""
    proxy, direct = case.site(), case.site()
    proxy.index("", [make_wheel("base", "1.0")])
    case.write("requirements.txt", "-i http://index.invalid/simple\nbase\n")
    case.good({"base": "1.0"}, HTTP_PROXY=proxy.url)
    expect(all(path.startswith("http://index.invalid/") for path, _, _ in proxy.requests), proxy.requests)
    url = direct.index("", [make_wheel("other", "1.0")])
    case.write("requirements.txt", f"-i {url}\nother\n")
    count = len(proxy.requests)
    case.good({"other": "1.0"}, HTTP_PROXY=proxy.url, NO_PROXY="127.0.0.1")
    expect(len(proxy.requests) == count, proxy.requests)


@case
def own_authority(case):
    """A server whose certificate only SSL_CERT_FILE vouches for, and what `--trusted-host` does not change."""
    key, certificate = (str(case.directory / name) for name in ("key.pem", "certificate.pem"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=loopback",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )
    site = case.site(certificate=(certificate, key))
    url = site.index("", [make_wheel("base", "1.0")])
    case.write("requirements.txt", f"-i {url}\n--trusted-host 127.0.0.1\nbase\n")
    strangers = {"CURL_CA_BUNDLE": "", "SSL_CERT_DIR": ""}
    case.bad(69, "base", "certificate", **{**strangers, "SSL_CERT_FILE": "/etc/ssl/certs/ca-certificates.crt"})
    case.good({"base": "1.0"}, **{**strangers, "SSL_CERT_FILE": certificate})


@case
def pages_and_redirects(case):
    """Relative links, `<base href>`, redirects, and validators of an index's pages."""
    site = case.site()
    base, other = make_wheel("base", "1.0"), make_wheel("other", "1.0")
    site.file("/pool/" + base[0], base[1])
    site.file("/deep/pool/" + other[0], other[1])
    site.redirect("/simple/base/", "/real/base/index.html", 301)
    site.page("/real/base/index.html", links_to([base], "../../pool"), ETag='"b"')
    site.page("/simple/other/", '<base href="/deep/">' + links_to([other], "pool"), **{"Last-Modified": "Mon, 01 Jun 2026 10:00:00 GMT"})
    case.write("requirements.txt", f"-i {site.url}/simple/\nbase\nother\n")
    case.good({"base": "1.0", "other": "1.0"})
    count = len(site.requests)
    case.good({"base": "1.0", "other": "1.0"}, "--upgrade", command="lock")
    expect(len(site.requests) == count, "fresh pages were asked for again")
    case.good({"base": "1.0", "other": "1.0"}, "--upgrade", "--refresh", command="lock")
    expect(site.seen("index.html")[-1][2] == '"b"', site.requests)


@case
def index_without_digests(case):
    """A digest that the index does not tell is learnt from the wheel."""
    site = case.site()
    wheel = make_wheel("base", "1.0")
    url = site.index("", [wheel], digests=False)
    case.write("requirements.txt", f"-i {url}\nbase\n")
    case.good({"base": "1.0"}, command="lock")
    case.holds(sha256(wheel[1]))
    case.good({"base": "1.0"}, "--locked")
