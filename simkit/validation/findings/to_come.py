"""Published findings that need what the model does not have yet: one entry each, to be moved to a file of its own."""

from __future__ import annotations

from simkit.validation.findings.finding import Awaited

_TIMING = "deals that can be moved between periods"
_MORALE = "morale: pay against expectation and peers"
_CONDUCT = "conduct: pressure, unsuitable sales, misreporting"
_LEARNING = "learning from colleagues and coaching"
_LEAVING = "leaving and hiring"

TO_COME = (
    Awaited("SF01_selection", "Half of the rise under piece rates came from who joined and who left.", "Lazear 2000",
            _LEAVING),
    Awaited("SF03", "Bonuses mainly raise effort, and move deals less.", "Steenburgh 2008", _TIMING),
    Awaited("SF04", "Accelerators with a deadline cost 6% to 8% of revenue by prices given away.", "Larkin 2014",
            _TIMING),
    Awaited("SF09_timing", "A commission ended the games with dates that the bonus had led to.", "Kishore et al. 2013",
            _TIMING),
    Awaited("SF10", "Relative pay costs output where friends see each other.", "Bandiera, Barankay and Rasul 2005",
            "ties between colleagues"),
    Awaited("SF11", "A bonus for managers raised mean and dispersion of their workers.",
            "Bandiera, Barankay and Rasul 2007", "managers who allocate help"),
    Awaited("SF15", "Structured meetings raised sales by 24%, and it lasted; pair incentives did not.",
            "Sandvik, Saouma, Seegert and Stanton 2020", _LEARNING),
    Awaited("SF18", "Taking private feedback on ranks away raised sales by 11%.", "Barankay 2012", _MORALE),
    Awaited("SF19", "Feedback on ranks raised productivity for long.", "Blanes i Vidal and Nossol 2011", _MORALE),
    Awaited("SF22", "Joy in the work goes with performance, more with its quality.", "Cerasoli, Nicklin and Ford 2014",
            "people who differ in joy in the work"),
    Awaited("SF25", "A specific, hard goal beats doing one's best by .42 to .80 standard deviations.",
            "Locke and Latham 2002", "commitment to goals"),
    Awaited("SF26", "Who just misses a goal overstates most.", "Schweitzer, Ordonez and Douma 2004", _CONDUCT),
    Awaited("SF27", "A bonus for attendance made absence acceptable.", "Alfitian, Sliwka and Vogelsang 2023", _MORALE),
    Awaited("SF28", "Unequal pay hurts unless it is seen to be deserved.", "Breza, Kaur and Shamdasani 2018", _MORALE),
    Awaited("SF29", "Being paid below the median hurts, above it does not please.", "Card, Mas, Moretti and Saez 2012",
            _MORALE),
    Awaited("SF30", "A cut for one hurts more than twice as much as a cut for both.", "Cohn et al. 2014", _MORALE),
    Awaited("SF31", "A wage cut costs a fifth of output, a raise brings nothing.", "Kube, Marechal and Puppe 2013",
            _MORALE),
    Awaited("SF34", "Before a month ends more is approved, and it is worse.", "Tzioumis and Gee 2013", _TIMING),
    Awaited("SF36", "One adviser in 13 has a record of misconduct; a third repeat it.", "Egan, Matvos and Seru 2019",
            _CONDUCT),
    Awaited("SF37", "Agents sell what pays most, suitable or not.", "Anagol, Cole and Sarkar 2017", _CONDUCT),
    Awaited("SF39", "Goals out of reach and threats led to accounts that nobody had asked for.",
            "US Consumer Financial Protection Bureau 2016", _CONDUCT),
    Awaited("SF40", "Coaching raises performance by .2 to .5 standard deviations.", "Theeboom et al. 2014; Jones et "
            "al. 2016", _LEARNING),
    Awaited("SF41_leaving", "Under the threshold bonus most agents gave up.", "Annan and Raymond (unpublished)",
            _LEAVING),
    Awaited("SF44", "A gift raises effort by up to .3 standard deviations.", "DellaVigna and Pope 2018, table 4",
            _MORALE),
)  # fmt: skip
