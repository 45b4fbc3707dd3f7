"""What is left out of the bundle, and what must not be."""

import importlib
import pkgutil

import pytest
from pack.exclusions import EXCLUSIONS, excluded_by, excluded_modules, missed

import pos_app

NEEDED = (
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqwayland.so",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "PySide6/Qt/plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/plugins/platforms/qoffscreen.dll",
    "PySide6/QtTest.abi3.so",
    "PySide6/QtWidgets.pyd",
    "pos_app/_resources/translations/pos-app_pt_BR.qm",
    "pos_app/_resources/demo/products.csv",
    "keyring-25.7.0.dist-info/entry_points.txt",
    "python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so",
)
LEFT_OUT = {
    "PySide6/Qt/plugins/platforms/libqvnc.so": "platforms not used",
    "PySide6/plugins/platforms/qdirect2d.dll": "platforms not used",
    "PySide6/plugins/imageformats/qjpeg.dll": "image formats, SVG",
    "PySide6/translations/qtbase_de.qm": "Qt's translations",
    "PySide6/Qt/translations/qtbase_de.qm": "Qt's translations",
    "PySide6/QtNetwork.pyd": "QtNetwork, TLS",
    "PySide6/plugins/styles/qmodernwindowsstyle.dll": "themes, styles of desktops",
    "pos_app/_resources/translations/pos-app_en.ts": "translators' files",
    "stdnum/oui.dat": "registers of standard numbers",
    "python3.11/lib-dynload/_codecs_jp.cpython-311-x86_64-linux-gnu.so": "East Asian codecs",
}


@pytest.mark.parametrize("path", NEEDED)
def test_what_the_till_uses_stays(path: str) -> None:
    assert excluded_by(path) is None


@pytest.mark.parametrize(("path", "what"), LEFT_OUT.items())
def test_what_it_does_not_use_goes(path: str, what: str) -> None:
    exclusion = excluded_by(path)
    assert exclusion is not None
    assert exclusion.what == what


def test_each_exclusion_has_a_reason_and_something_to_exclude() -> None:
    for exclusion in EXCLUSIONS:
        assert exclusion.why
        assert exclusion.files or exclusion.modules
    assert len({exclusion.what for exclusion in EXCLUSIONS}) == len(EXCLUSIONS)


def test_no_excluded_module_is_one_of_ours() -> None:
    ours = [name for _, name, _ in pkgutil.walk_packages(pos_app.__path__, "pos_app.")]
    assert len(ours) > 100
    assert not set(ours) & set(excluded_modules())


def test_every_excluded_file_of_stdnum_is_a_register_that_cpf_and_cnpj_do_not_read() -> None:
    for name in ("stdnum.br.cpf", "stdnum.br.cnpj"):
        source = importlib.import_module(name).__loader__.get_source(name)  # type: ignore[union-attr]
        assert "numdb" not in source


REPORT = """
missing module named _winapi - imported by subprocess (conditional)
excluded module named doctest - imported by phonenumbers.util (conditional)
excluded module named phonenumbers.geodata - imported by phonenumbers (top-level)
excluded module named _frozen_importlib - imported by zipimport (top-level)
"""


def test_what_is_imported_only_perhaps_can_be_done_without() -> None:
    assert missed(REPORT) == []


def test_what_is_imported_at_once_is_missed() -> None:
    line = "excluded module named pdb - imported by code (delayed), stdnum.util (top-level)\n"
    assert missed(REPORT + line) == ["stdnum.util needs pdb"]
