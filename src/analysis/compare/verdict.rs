//! The fixed words for each figure of a comparison, corrected for how many there are. Never changes a figure.

use super::super::result::{Blocked, ComparedFigure, FigureChange};
use super::super::statistics::{Verdict, benjamini_hochberg};

/// False discovery rate below which an interval that excludes "no change" is clear.
const CLEAR: f64 = 0.05;
/// Probability above which a difference that is not clear leans.
const LEANING: f64 = 0.9;

/// Puts adjusted p values and verdicts into `figures`; the number of tests that the correction took together.
pub(in crate::analysis) fn settle(figures: &mut [ComparedFigure]) -> u64 {
    let open = |figure: &&mut ComparedFigure| figure.blocked.is_none();
    let p_of = |figure: &ComparedFigure| figure.change.and_then(|change| change.p);
    let p: Vec<f64> = figures.iter_mut().filter(open).filter_map(|figure| p_of(figure)).collect();
    let mut adjusted = benjamini_hochberg(&p).into_iter();
    for figure in figures.iter_mut().filter(|figure| figure.blocked.is_none()) {
        let Some(change) = &mut figure.change else {
            figure.blocked = Some(Blocked::NoData);
            continue;
        };
        change.adjusted_p = change.p.and_then(|_| adjusted.next());
        figure.verdict = Some(verdict(change));
    }
    p.len() as u64
}

/// "Clearly" takes an interval without "no change" that survives the correction; "leaning" takes nine in ten.
fn verdict(change: &FigureChange) -> Verdict {
    let nothing = change.relation.nothing();
    let survives = change.adjusted_p.is_some_and(|p| p <= CLEAR);
    let higher = change.probability_higher.unwrap_or(0.5);
    match () {
        () if survives && change.low.is_some_and(|low| low > nothing) => Verdict::ClearlyHigher,
        () if survives && change.high.is_some_and(|high| high < nothing) => Verdict::ClearlyLower,
        () if higher > LEANING => Verdict::LeaningHigher,
        () if higher < 1.0 - LEANING => Verdict::LeaningLower,
        () => Verdict::NoTellingYet,
    }
}

#[cfg(test)]
mod tests {
    use super::super::figure::Figure;
    use super::*;
    use crate::analysis::DefinitionId;
    use crate::domain::Proportion;

    fn share(now: (u64, u64), then: (u64, u64)) -> ComparedFigure {
        let (now, then) = (Proportion::new(now.0, now.1), Proportion::new(then.0, then.1));
        Figure::share("x", DefinitionId::CameBack, now, then).done()
    }

    #[test]
    fn the_words_are_the_fixed_ones() {
        let mut figures = [
            share((150, 1000), (100, 1000)),
            share((100, 1000), (150, 1000)),
            share((9, 50), (4, 50)),
            share((4, 50), (9, 50)),
            share((5, 50), (5, 50)),
            share((0, 0), (5, 50)),
        ];
        assert_eq!(settle(&mut figures), 5);
        let verdicts = figures.each_ref().map(|figure| figure.verdict);
        let expected = [
            Some(Verdict::ClearlyHigher),
            Some(Verdict::ClearlyLower),
            Some(Verdict::LeaningHigher),
            Some(Verdict::LeaningLower),
            Some(Verdict::NoTellingYet),
            None,
        ];
        assert_eq!(verdicts, expected);
        assert_eq!(figures[5].blocked, Some(Blocked::NoData));
    }

    #[test]
    fn one_lucky_figure_among_many_is_not_clear() {
        let lucky = || share((32, 200), (18, 200));
        let mut alone = [lucky()];
        settle(&mut alone);
        assert_eq!(alone[0].verdict, Some(Verdict::ClearlyHigher));
        let mut many: Vec<ComparedFigure> = (0..20).map(|_| share((20, 200), (20, 200))).collect();
        many.push(lucky());
        settle(&mut many);
        assert_eq!(
            many[20].verdict,
            Some(Verdict::LeaningHigher),
            "the interval excludes 0, the correction does not"
        );
    }
}
