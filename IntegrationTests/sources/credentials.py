"""Passwords: where they come from, where they are sent, and that nothing tells them."""

import shutil

from shared.cases import case, expect
from shared.simple_pages import links_to
from shared.wheels import make_wheel
from sources.scratch import SECRET
from sources.site import basic


@case
def password_in_the_url(case):
    """Sent to the index, not to another host that files are on or that a redirect leads to."""
    for form in ("html", "json"):
        site, files = case.site(), case.site()
        site.passwords["/"] = f"me:{SECRET}"
        base, near = make_wheel("base", "1.0"), make_wheel("near", "1.0")
        files.file("/files/" + base[0], base[1])
        files.file("/elsewhere/" + near[0], near[1])
        site.index("", [base], file_base=files.url + "/files", form=form)
        site.index("", [near], file_base="../../moved", form=form)
        site.redirect("/moved/" + near[0], f"{files.url}/elsewhere/{near[0]}")
        case.write("requirements.txt", "base\nnear\n")
        url = f"http://me:{SECRET}@{site.host}/simple"
        case.good({"base": "1.0", "near": "1.0"}, "--refresh", "--index-url", url)
        expect(site.credentials() == {basic(f"me:{SECRET}")}, site.requests)
        expect(files.requests and files.credentials() == {None}, files.requests)
        case.keeps_secret()
        shutil.rmtree(case.store)
        case.remove_lock()


@case
def password_of_a_named_index(case):
    """User and password of a named index come from variables."""
    site = case.site()
    site.passwords["/"] = f"me:{SECRET}"
    url = site.index("", [make_wheel("base", "1.0")])
    case.write("pyproject.toml", '[project]\nname = "x"\nversion = "1"\ndependencies = ["base"]\n'
               f'[[tool.flash.index]]\nname = "our-own.index"\nurl = "{url}"\ndefault = true\n')
    case.bad(77, "base")
    case.good({"base": "1.0"}, FLASH_INDEX_OUR_OWN_INDEX_USERNAME="me", FLASH_INDEX_OUR_OWN_INDEX_PASSWORD=SECRET)
    case.keeps_secret()


@case
def netrc(case):
    """User and password come from the file that NETRC names."""
    site = case.site()
    site.passwords["/"] = f"me:{SECRET}"
    url = site.index("", [make_wheel("base", "1.0")])
    case.write("requirements.txt", f"-i {url}\nbase\n")
    case.bad(77, "base")
    path = case.directory / ".netrc"
    path.write_text(f"machine 127.0.0.1 login me password {SECRET}\n")
    path.chmod(0o600)
    case.good({"base": "1.0"}, NETRC=str(path))
    case.keeps_secret()


@case
def find_links_with_password(case):
    """The password of a page is sent to the page's own server only."""
    site, files = case.site(), case.site()
    site.passwords["/"] = f"me:{SECRET}"
    base, near = make_wheel("base", "1.0"), make_wheel("near", "1.0")
    site.page("/links/all.html", links_to([base], files.url) + links_to([near], "../near", digests=False))
    site.file("/near/" + near[0], near[1])
    files.file("/" + base[0], base[1])
    case.write("requirements.txt", "--no-index\nbase\nnear\n")
    case.good({"base": "1.0", "near": "1.0"}, "--find-links", f"http://me:{SECRET}@{site.host}/links/all.html")
    expect(files.credentials() == {None} and site.credentials() == {basic(f"me:{SECRET}")}, site.requests)
    case.keeps_secret()


@case
def password_in_a_reference(case):
    """Neither a good nor a refused direct reference tells its password."""
    site = case.site()
    site.passwords["/"] = f"me:{SECRET}"
    for tag in ("py3-none-any", "cp312-cp312-win_amd64"):
        filename, body = make_wheel("base", "1.0", tag=tag)
        site.file("/" + filename, body)
        case.write("requirements.txt", f"--no-index\nbase @ http://me:{SECRET}@{site.host}/{filename}\nbase<9\n")
        case.write(".flashignore", "requirements.txt\n")
        if "any" in tag:
            case.good({"base": "1.0"})
            shutil.rmtree(case.store)
            case.good({"base": "1.0"}, "--locked")
        else:
            case.bad(65, "win_amd64")
    for line in ("base @ http://me:{}@{}/base.zip", "base @ http://me:{}@{}/other-1-py3-none-any.whl",
                 "-i ftp://me:{}@{}/simple", "-f ftp://me:{}@{}/list", "-r http://me:{}@{}/gone.txt", "x=1 @ http://me:{}@{}/x.whl"):
        case.write("requirements.txt", "--no-index\n" + line.format(SECRET, site.host) + "\n")
        status, report = case.report("build")
        expect(status in (65, 69), report)
        case.call("lock")
    case.keeps_secret()


@case
def passwords_of_neighbours(case):
    """Two indexes of one server with a password each; files are beside their index, as on GitLab and Artifactory."""
    site = case.site()
    site.passwords["/one/"], site.passwords["/two/"] = f"me:{SECRET}1", f"me:{SECRET}2"
    site.index("/one", [make_wheel("base", "1.0")])
    site.index("/two", [make_wheel("other", "1.0")])
    case.write("requirements.txt", "base\nother\n")
    case.write("pyproject.toml", f'[[tool.flash.index]]\nname = "one"\nurl = "{site.url}/one/simple"\n'
               f'[[tool.flash.index]]\nname = "two"\nurl = "{site.url}/two/simple"\ndefault = true\n')
    variables = {f"FLASH_INDEX_{name}_USERNAME": "me" for name in ("ONE", "TWO")}
    variables |= {"FLASH_INDEX_ONE_PASSWORD": SECRET + "1", "FLASH_INDEX_TWO_PASSWORD": SECRET + "2"}
    case.good({"base": "1.0", "other": "1.0"}, **variables)
    shutil.rmtree(case.store)
    case.good({"base": "1.0", "other": "1.0"}, "--locked", **variables)
    case.keeps_secret()


@case
def wrong_password(case):
    """An index that refuses the password."""
    site = case.site()
    site.passwords["/"] = "me:right"
    site.index("", [make_wheel("base", "1.0")])
    case.write("requirements.txt", "base\n")
    case.bad(77, "base", options=["--index-url", f"http://me:{SECRET}@{site.host}/simple"])
    case.keeps_secret()
