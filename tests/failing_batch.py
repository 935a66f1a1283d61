"""A batch whose checker dies on one draft, raises on another and hangs on a third; run by test_batch as a program."""

import os
import time

from xhs_compliance.cli.main import main
from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.review import Review

check = Linter.check


def failing(linter: Linter, draft: Draft) -> Review:
    if draft.text == "boom":
        os.abort()
    if draft.text == "raise":
        raise ZeroDivisionError
    if draft.text == "sleep":
        time.sleep(60)
    return check(linter, draft)


Linter.check = failing  # type: ignore[method-assign]  # fails on purpose

if __name__ == "__main__":
    main()
