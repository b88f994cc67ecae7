//! What only a person can decide: dates and numbers that read in two ways, with both readings. Never prefers one.

use eframe::egui::{Frame, Margin, Ui};

use crate::app::{Action, MappingDesk};
use crate::domain::{Day, Language};
use crate::import::{DateOrder, NumberStyle, Preview, Question, Reading};
use crate::ui::text::{date, decimal, paragraph_colored, tr_with};
use crate::ui::theme::{BODY, space, tokens};
use crate::ui::widgets::button;

/// Every question with its two answers.
pub(super) fn ui(
    ui: &mut Ui,
    language: Language,
    desk: &MappingDesk,
    shown: &Preview,
    out: &mut Vec<Action>,
) {
    let t = tokens(ui);
    // One answer holds for all columns of dates, and one for all columns of numbers.
    let dates = shown.questions.iter().find(|question| matches!(question, Question::Dates { .. }));
    let numbers = shown.questions.iter().find(|question| matches!(question, Question::Numbers { .. }));
    for question in dates.into_iter().chain(numbers) {
        Frame::new().fill(t.info_fill).corner_radius(6).inner_margin(Margin::symmetric(16, 12)).show(
            ui,
            |ui| {
                ui.set_width(ui.available_width());
                let (text, answers) = asked(language, question, &desk.reading);
                paragraph_colored(ui, &text, BODY, t.text);
                ui.add_space(space::XS);
                ui.horizontal_wrapped(|ui| {
                    for (text, reading) in answers {
                        if button(ui, None, &text).clicked() {
                            out.push(Action::ChangeReading(Box::new(reading)));
                        }
                    }
                });
            },
        );
    }
}

fn asked(language: Language, question: &Question, reading: &Reading) -> (String, [(String, Reading); 2]) {
    match question {
        Question::Dates { header, example, day_first, month_first } => {
            let answer = |key: &str, read: Option<Day>, order: DateOrder| {
                let day = read.map_or_else(|| "–".to_owned(), |day| date(language, day));
                let text = tr_with(language, key, &[("day", &day)]);
                (text, Reading { date_order: Some(order), ..reading.clone() })
            };
            let text = tr_with(language, "mapping.ask_dates", &[("example", example), ("header", header)]);
            let day = answer("mapping.answer_day_first", day_first.example, DateOrder::DayFirst);
            (text, [day, answer("mapping.answer_month_first", month_first.example, DateOrder::MonthFirst)])
        }
        Question::Numbers { header, example, point, comma } => {
            let answer = |key: &str, read: Option<i64>, style: NumberStyle| {
                let number = read.map_or_else(|| "–".to_owned(), |read| decimal(read as f64 / 100.0, 2));
                let text = tr_with(language, key, &[("number", &number)]);
                (text, Reading { numbers: Some(style), ..reading.clone() })
            };
            let text = tr_with(language, "mapping.ask_numbers", &[("example", example), ("header", header)]);
            let with_point = answer("mapping.answer_point", point.example, NumberStyle::Point);
            (text, [with_point, answer("mapping.answer_comma", comma.example, NumberStyle::Comma)])
        }
    }
}
