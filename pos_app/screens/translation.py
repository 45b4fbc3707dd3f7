"""The language of the screen; the region of its numbers is a separate setting."""

from PySide6.QtCore import QCoreApplication, QTranslator

from pos_app.resources import resource

LANGUAGES = {"pt": "pos-app_pt_BR", "en": "pos-app_en"}
"""English is the source text; its file holds only the plural forms."""

LOCALES = {"pt": "pt_BR", "en": "en"}
"""As till.toml names them."""

_NAME = "tillTranslator"


def known(language: str | None) -> str:
    """``None`` is the system's; English where the till does not speak it."""
    if language is None:
        from PySide6.QtCore import QLocale  # noqa: PLC0415 - a slow class, seldom needed

        language = QLocale.system().name()
    short = language.partition("_")[0]
    return short if short in LANGUAGES else "en"


def install(language: str) -> None:
    """Makes every text speak ``language`` from now on; widgets get a LanguageChange.

    The translators belong to the application object, which alone keeps them alive.
    """
    app = QCoreApplication.instance()
    if app is None or current() == language:
        return
    fresh = QTranslator(app)
    if not fresh.load(str(resource(f"translations/{LANGUAGES[language]}.qm"))):
        fresh.deleteLater()
        raise FileNotFoundError(LANGUAGES[language])
    before = _installed(app)
    app.installTranslator(fresh)
    fresh.setObjectName(f"{_NAME}-{language}")
    _take_away(app, before)


def remove() -> None:
    """Back to the source texts."""
    app = QCoreApplication.instance()
    if app is not None:
        _take_away(app, _installed(app))


def current() -> str | None:
    """The installed language, if any."""
    app = QCoreApplication.instance()
    names = [translator.objectName() for translator in _installed(app)] if app else []
    return names[-1].removeprefix(f"{_NAME}-") if names else None


def _installed(app: QCoreApplication) -> list[QTranslator]:
    return [t for t in app.findChildren(QTranslator) if t.objectName().startswith(_NAME)]


def _take_away(app: QCoreApplication, translators: list[QTranslator]) -> None:
    for translator in translators:
        app.removeTranslator(translator)
        translator.setObjectName("")
        translator.deleteLater()
