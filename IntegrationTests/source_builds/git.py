"""Requirements that name git repositories."""

import json
import shutil

from shared.cases import case, expect
from source_builds.packages import git, repository, write_files


@case
def git_repository(case):
    """A tag, a commit, the default branch, and what a lock keeps of each; repositories that are not there."""
    commit = repository(case.source(), case.directory / "repo")
    write_files({"content.txt": "two"}, case.directory / "repo")
    git(case.directory / "repo", "commit", "--quiet", "-a", "-m", "two")
    for text in ("lib @ git+file://{0}@v1", "git+file://{0}@v1#egg=lib", "-e git+file://{0}@v1", "git+file://{0}@{1}"):
        case.write("requirements.txt", text.format(case.directory / "repo", commit) + "\n")
        case.refuse("bad-input", "requirements.txt", "--build-sdists", options=())
        case.succeed("--build-sdists")
        package = case.lock()["lib"]
        expect(package["vcs"]["commit-id"] == commit and package["vcs"]["type"] == "git", package)
        expect("one" in case.text("lib/__init__.py"), "another commit")
    expect(len(case.builds()) == 1, case.builds())
    case.write("requirements.txt", f"git+file://{case.directory}/repo@{commit[:9]}\n")
    case.succeed("--build-sdists")
    expect(case.lock()["lib"]["vcs"]["commit-id"] == commit, case.lock()["lib"])
    case.write("requirements.txt", f"lib @ git+file://{case.directory}/repo\n")
    case.succeed("--build-sdists")
    expect("two" in case.text("lib/__init__.py"), "not the newest commit")
    write_files({"content.txt": "three"}, case.directory / "repo")
    git(case.directory / "repo", "commit", "--quiet", "-a", "-m", "three")
    shutil.rmtree(case.project / ".flash")
    case.succeed("--build-sdists", "--locked")
    expect("two" in case.text("lib/__init__.py"), "the lock was not kept")
    case.remove_lock()
    case.succeed("--build-sdists", "--offline")
    expect("two" in case.text("lib/__init__.py"), "offline")
    case.remove_lock()
    shutil.rmtree(case.project / ".flash")
    case.succeed("--build-sdists")
    expect("three" in case.text("lib/__init__.py"), "not the newest commit")
    case.write("requirements.txt", f"lib @ git+file://{case.directory}/repo@nowhere\n")
    case.refuse("bad-input", "nowhere", "requirements.txt")
    case.write("requirements.txt", f"lib @ git+file://{case.directory}/nothing\n")
    case.refuse("unavailable", "nothing", "requirements.txt", status=69)
    case.write("requirements.txt", "lib @ hg+https://example.com/repo\n")
    case.refuse("bad-input", "Mercurial")


@case
def git_subdirectory(case):
    """A package below the root of a repository."""
    files = {f"pkgs/lib/{name}": text for name, text in case.source().items()}
    repository(files, case.directory / "repo")
    case.write("requirements.txt", f"git+file://{case.directory}/repo@main#subdirectory=pkgs/lib&egg=lib\n")
    case.succeed("--build-sdists")
    expect(case.lock()["lib"]["vcs"]["subdirectory"] == "pkgs/lib", case.lock()["lib"])
    case.write("requirements.txt", f"lib @ git+file://{case.directory}/repo\n")
    case.refuse("bad-input", "subdirectory")
    case.write("requirements.txt", f"lib @ git+file://{case.directory}/repo#subdirectory=../x\n")
    case.refuse("bad-input", "subdirectory", "requirements.txt")


@case
def git_over_http(case):
    """A repository behind a web server without git's own protocol, with a password that is not told."""
    repository(case.source(), case.directory / "repo")
    git(case.directory / "repo", "update-server-info")
    served = case.directory / "repo" / ".git"
    for path in served.rglob("*"):
        if path.is_file():
            case.index.trees[f"/repo.git/{path.relative_to(served)}"] = path.read_bytes()
    address = case.index.origin.removeprefix("http://")
    case.write("requirements.txt", f"lib @ git+http://user:s3cret@{address}/repo.git@main\n")
    report = case.succeed("--build-sdists")
    expect(case.lock()["lib"]["vcs"]["url"] == f"http://{address}/repo.git", case.lock()["lib"])
    locked = (case.project / "pylock.flash.toml").read_text()
    expect("s3cret" not in locked + json.dumps(report), "the password is told")
    case.write("requirements.txt", f"lib @ git+http://user:s3cret@{address}/absent.git\n")
    status, report = case.build("--build-sdists")
    expect(status == 69 and "s3cret" not in json.dumps(report), report)
