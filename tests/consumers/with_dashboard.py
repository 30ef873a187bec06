"""A page with the reports' own figures, as a table and a chart: ``with_dashboard.py page.html``."""

import sys
from pathlib import Path

import pyarrow as pa

import uc_audit

audit = uc_audit.load()
own = uc_audit.select(audit.figures, published_in=["oig-24-46", "oig-25-21"], reported_by=None)
frame = pa.table(uc_audit.to_arrow(own)).to_pandas(date_as_object=False)
print(frame["period_start"].min().date(), frame["value"].max())
print(frame.groupby("measure_name")["description"].first()["Unaccompanied children not served a Notice to Appear"])

chart = uc_audit.chart(audit.subset(own), "notices-not-served", width=600)
Path(sys.argv[1]).write_text(uc_audit.to_html(own) + chart.to_html(), encoding="utf-8")
