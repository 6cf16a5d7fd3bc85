"""Scanned pages, read by Tesseract where it is installed."""

import io
import shutil
import subprocess

import pypdfium2 as pdfium  # type: ignore[import-untyped]

_RESOLUTION = 220 / 72
_TIMEOUT_S = 60


def is_installed() -> bool:
    """Tell whether Tesseract can be run."""
    return shutil.which("tesseract") is not None


def _languages() -> str:
    listed = subprocess.run(
        ["tesseract", "--list-langs"],  # noqa: S607 (found on the path)
        capture_output=True,
        text=True,
        timeout=_TIMEOUT_S,
        check=False,
    )
    have = [name for name in ("chi_sim", "chi_tra", "eng") if name in listed.stdout.split()]
    return "+".join(have) or "eng"


def recognise(page: pdfium.PdfPage) -> str | None:
    """Return the text of a scanned page, or None when Tesseract fails on it."""
    picture = io.BytesIO()
    page.render(scale=_RESOLUTION).to_pil().save(picture, "PNG")
    command = ["tesseract", "-", "-", "-l", _languages()]
    try:
        done = subprocess.run(  # noqa: S603 (fixed words)
            command, input=picture.getvalue(), capture_output=True, timeout=_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
