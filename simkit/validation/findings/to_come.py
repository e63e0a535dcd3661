"""Published findings that need what the model does not have yet: one entry each, to be moved to a file of its own."""

from __future__ import annotations

from simkit.validation.findings.finding import Awaited

TO_COME = (
    Awaited("SF10", "Relative pay costs output where friends see each other.", "Bandiera, Barankay and Rasul 2005",
            "ties between colleagues"),
    Awaited("SF11", "A bonus for managers raised mean and dispersion of their workers.",
            "Bandiera, Barankay and Rasul 2007", "managers who are paid, and choose whom they help"),
    Awaited("SF22", "Joy in the work goes with performance, more with its quality.", "Cerasoli, Nicklin and Ford 2014",
            "people who differ in joy in the work"),
    Awaited("SF27", "A bonus for attendance made absence acceptable.", "Alfitian, Sliwka and Vogelsang 2023",
            "norms that pay can wear away"),
)  # fmt: skip
