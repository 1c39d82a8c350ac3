"""Starting the screens on a casebook: to review, to hand a questionnaire over, or to show it to a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from textual.screen import Screen

from casereview.casebook import Casebook, CasebookBusy, NotPermitted
from casereview.tui.app import CaseReview
from casereview.tui.config import Config, config_path, read_config
from casereview.tui.session import Session


def review(path: Path, reader: str | None, case: str | None, translations: Mapping[str, Path] | None = None) -> int:
    """Open the screens on a casebook; return an exit code.

    Opens for reading only, and says why, if another window holds the casebook or it can not be written to. Raises the
    errors of opening a casebook, SettingsError for the user's keys, and Refused for a case that is not there.
    `translations` of the set are by language, the shipped ones if not given; QuestionSetError is raised for one that
    does not fit.
    """
    config = read_config(config_path())
    notice = ""
    try:
        casebook = Casebook.open(path)
    except (CasebookBusy, NotPermitted) as error:
        casebook = Casebook.open(path, write=False)
        why = casebook.holder if isinstance(error, CasebookBusy) else "the file can not be written to"
        notice = f"Read only: {why}."
    with casebook:
        if case:
            casebook.case_line(case)
        name = reader or casebook.last_reader
        if name and not casebook.read_only:
            casebook.sit_down(name)
        given = translations is not None
        session = Session(casebook, name, notice=notice, translations=translations, strict=given)
        if given:
            session.languages.prove()
        app = CaseReview(session, config, case=case or "")
        return app.run() or app.return_code or 0


class HandingOver(CaseReview):
    """The questionnaire alone: no list lies below it."""

    def __init__(self, session: Session, config: Config, case: str) -> None:
        super().__init__(session, config)
        self._respondent = case

    def get_default_screen(self) -> Screen[None]:
        """The questionnaire is all there is."""
        from casereview.tui.screens.hand_over import HandOver

        return HandOver(self.session, self._respondent, lambda: self.exit(0))


def hand_over(path: Path, reader: str | None, case: str | None) -> int:
    """Hand the questionnaire of a casebook over to respondents, one after the other; return an exit code.

    `reader` is who hands it over (who worked here last, if not given), `case` a respondent with nothing entered. Raises
    the errors of opening a casebook, SettingsError for the user's keys, and Refused where no respondents are asked or
    somebody has entered something.
    """
    config = read_config(config_path())
    with Casebook.open(path) as casebook:
        casebook.check_hand_over(case or "")
        name = reader or casebook.last_reader
        casebook.sit_down(name)
        app = HandingOver(Session(casebook, name), config, case or "")
        return app.run() or app.return_code or 0


class Presenting(CaseReview):
    """The meeting view alone: no list of cases lies below it."""

    def __init__(self, session: Session, config: Config, visit: date | None, everything: bool = False) -> None:
        super().__init__(session, config)
        self._visit = visit
        self._everything = everything

    def get_default_screen(self) -> Screen[None]:
        """The meeting view is all there is."""
        from casereview.tui.screens.present import Present

        return Present(self.session, self._visit, self._everything)


def present(path: Path, visit: date | None, everything: bool = False) -> int:
    """Open the meeting view on a casebook, for reading only; return an exit code.

    `visit` is the last day of the visit; `everything` shows all findings. Raises the errors of opening a casebook, and
    SettingsError for the user's keys.
    """
    config = read_config(config_path())
    with Casebook.open(path, write=False) as casebook:
        app = Presenting(Session(casebook, ""), config, visit, everything)
        return app.run() or app.return_code or 0
