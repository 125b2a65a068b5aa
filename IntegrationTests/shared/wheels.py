"""Makes wheels on the fly."""

import base64
import hashlib
import io
import zipfile


def make_wheel(name, version, files=None, requires=(), tag="py3-none-any", requires_python=None, level=None):
    """Returns the file name and bytes of a wheel (PEP 427), its files compressed by that level of zlib."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    metadata += f"Requires-Python: {requires_python}\n" if requires_python else ""
    metadata += "".join(f"Requires-Dist: {requirement}\n" for requirement in requires)
    contents = dict(files if files is not None else {f"{module}/__init__.py": f"__version__ = {version!r}\n"})
    contents[f"{info}/METADATA"] = metadata
    contents[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n"
    record = ""
    for path, text in contents.items():
        data = text.encode() if isinstance(text, str) else text
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(data)}\n"
    contents[f"{info}/RECORD"] = record + f"{info}/RECORD,,\n"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in contents.items():
            archive.writestr(zipfile.ZipInfo(path), text, zipfile.ZIP_DEFLATED, level)
    return f"{module}-{version}-{tag}.whl", buffer.getvalue()
