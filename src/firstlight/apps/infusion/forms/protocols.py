"""Writing a version of a protocol's file, and approving its values."""

import hashlib
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from firstlight.apps.request_form import RequestForm

MOST_BYTES = 200_000


class ProtocolFileForm(RequestForm):
    """The words of one file, typed or taken from a file. First press checks them; the second adopts what was checked.

    `checked` is the digest of the words whose check the person saw.
    """

    file = forms.FileField(
        label="Take the text from a file",
        required=False,
        help_text="It takes the place of the text above.",
    )
    text = forms.CharField(
        label="The file's text",
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"spellcheck": "false"}),
    )
    checked = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The text as it is kept: from the file where one was chosen, its lines ended in one way."""
        words = super().clean() or {}
        text = self._from_file(words["file"]) if words.get("file") else words.get("text", "")
        words["text"] = text.replace("\r\n", "\n")
        self.data = {name: self.data[name] for name in self.data} | {"text": words["text"]}
        if not words["text"].strip() and not self.errors:
            self.add_error("text", "Paste the whole text of the file, or choose the file.")
        return words

    @property
    def words(self) -> str:
        """What is to be checked or adopted."""
        return str(self.data["text"])

    @property
    def seen(self) -> bool:
        """Whether these very words were checked, and the check was shown."""
        return bool(self.cleaned_data["checked"]) and self.cleaned_data["checked"] == digest_of(self.words)

    def _from_file(self, file: UploadedFile) -> str:
        if (file.size or 0) > MOST_BYTES:
            self.add_error("file", "This file is too large for a protocol. Choose the .toml file itself.")
            return ""
        try:
            return str(file.read(), "utf-8")
        except UnicodeDecodeError:
            self.add_error("file", "This is no text file. Choose the .toml file itself.")
            return ""


class ApproveForm(RequestForm):
    """The ticked values come as `paths`, one for each. `which` says that all of some are meant, once they were read."""

    which = forms.ChoiceField(
        choices=[("ticked", ""), ("unchanged", ""), ("all", "")], required=False, widget=forms.HiddenInput
    )
    read = forms.BooleanField(label="I have read every value on this page", required=False)

    def clean(self) -> dict[str, Any]:
        """Approving many at once is signing that each was read."""
        words = super().clean() or {}
        if words.get("which") in ("unchanged", "all") and not words.get("read"):
            self.add_error("read", "Read every value, and say that you have, before you approve them together.")
        return words


def digest_of(text: str) -> str:
    """The digest by which a version is known."""
    return hashlib.sha256(text.encode()).hexdigest()
