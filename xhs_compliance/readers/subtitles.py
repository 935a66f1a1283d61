"""Drafts from subtitles (SubRip, ``.srt``): the words are the text, each cue a line, each line with its time."""

import re

from xhs_compliance.model.draft import TEXT, Draft
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.facts import Facts
from xhs_compliance.model.words import Bilingual
from xhs_compliance.readers.markdown import decode

_TIME = r"\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}"
_CUE = re.compile(rf"(?<![ \t])[ \t]*({_TIME})[ \t]*-->[ \t]*({_TIME})[^\n]*")
_STYLE = re.compile(r"</?[bius]>|</?font[^<>]*>|\{\\[^{}]*\}", re.IGNORECASE)


def read_subtitles(content: bytes, source: str, defaults: Facts | None = None) -> Draft:
    """The draft a subtitle file speaks: a cue is one line, its own lines part by a space.

    The time of every line is kept in ``times``, so that a finding can be looked up in the video.

    Raises:
        InputError: when it is no subtitle file or says nothing.

    """
    text = decode(content, source).replace("\r\n", "\n").replace("\r", "\n")
    cues = list(_CUE.finditer(text))
    if not cues:
        message = Bilingual(
            "没有时间码（00:00:01,000 --> 00:00:03,000），不是 SRT 字幕",
            "no time code (00:00:01,000 --> 00:00:03,000), so this is no SRT file",
        )
        raise InputError(source, message)
    lines: list[str] = []
    times: list[str] = []
    for number, cue in enumerate(cues):
        end = cues[number + 1].start() if number + 1 < len(cues) else len(text)
        words = _words(text[cue.end() : end], last=number + 1 == len(cues))
        if words:
            lines.append(words)
            times.append(cue[1].replace(".", ","))
    if not lines:
        raise InputError(source, Bilingual("字幕里没有字", "the subtitles say nothing"))
    return Draft(
        id=source, fields={TEXT: "\n".join(lines)}, facts=defaults or Facts(), source=source, times={TEXT: tuple(times)}
    )


def _words(block: str, *, last: bool) -> str:
    """What a cue says: its lines without styles, and without the number of the next cue."""
    lines = [line.strip() for line in block.strip("\n").split("\n")]
    if not last and lines and lines[-1].isdigit():
        lines.pop()
    return " ".join(stripped for line in lines if (stripped := _STYLE.sub("", line).strip()))
