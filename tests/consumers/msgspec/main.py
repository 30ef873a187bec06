"""Decodes the bundled JSON with msgspec, straight into the library's own classes."""

import msgspec

import uc_audit

content = uc_audit.data_file().read_bytes()
audit = msgspec.json.decode(content, type=uc_audit.Audit)
print(audit == uc_audit.load(), type(audit["figure-pages-oig-24-46"]).__name__, len(audit.records))
try:
    msgspec.json.decode(content.replace(b'"comparator": ">"', b'"comparator": "~~"', 1), type=uc_audit.Audit)
except msgspec.ValidationError as error:
    print(error)
