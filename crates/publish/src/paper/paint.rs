//! Pages and structure as a PDF, checked against PDF/UA-1.

use std::num::NonZeroU16;

use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::luma;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::document::Document;
use krilla::error::KrillaError;
use krilla::geom::{Path, PathBuilder, Point, Quadrilateral, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, ListNumbering, Node, SpanTag,
    TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

use super::PaperError;
use super::body::Set;
use super::face::Faces;
use super::flow::Stop;
use super::page::{Branch, HEIGHT, Ink, Labels, Mark, Piece, Role, WIDTH, Way};
use super::sheet::Sheet;

/// What is said to have made the file.
const MAKER: &str = concat!("Teilraum ", env!("CARGO_PKG_VERSION"));

/// The identifiers of what was drawn for each slot.
type Drawn = Vec<Vec<Identifier>>;

/// Writes the document.
///
/// # Errors
/// A rule of PDF/UA-1 that it breaks.
pub fn paint(faces: &Faces, sheet: &Sheet, set: Set) -> Result<Vec<u8>, PaperError> {
    let failed = |why: String| PaperError::Pdf {
        area: sheet.title.clone(),
        why,
    };
    let rules = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let configuration = rules
        .finish()
        .map_err(|error| failed(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let mut drawn: Drawn = vec![Vec::new(); set.pages.slots()];
    for pieces in set.pages.iter() {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT);
        let settings = settings.ok_or_else(|| failed("page size".to_owned()))?;
        let mut page = document.start_page_with(settings);
        put_page(&mut page, faces, pieces, &mut drawn);
        page.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(sheet.language.clone()));
    for branch in &set.tree {
        tree.push(node(branch, &drawn));
    }
    document.set_tag_tree(tree);
    document.set_outline(outline(&set.stops));
    document.set_metadata(metadata(sheet));
    document.finish().map_err(|error| failed(told(&error)))
}

fn metadata(sheet: &Sheet) -> Metadata {
    Metadata::new()
        .title(sheet.window.clone())
        .description(sheet.summary.clone())
        .language(sheet.language.clone())
        .creator(MAKER.to_owned())
        .producer(MAKER.to_owned())
}

fn told(error: &KrillaError) -> String {
    match error {
        KrillaError::Validation(broken) => {
            let broken = broken.iter().map(|(rule, _)| format!("{rule:?}"));
            broken.collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// The headings, nested by their level.
fn outline(stops: &[Stop]) -> Outline {
    let mut outline = Outline::new();
    for node in outline_nodes(stops) {
        outline.push_child(node);
    }
    outline
}

fn outline_nodes(stops: &[Stop]) -> Vec<OutlineNode> {
    let mut nodes = Vec::new();
    let mut rest = stops;
    while let Some((stop, later)) = rest.split_first() {
        let inside = later.iter().take_while(|it| it.level > stop.level).count();
        let (inside, later) = later.split_at(inside);
        let at = XyzDestination::new(stop.at.page, Point::from_xy(0.0, stop.at.y));
        let mut node = OutlineNode::new(stop.text.clone(), at);
        for child in outline_nodes(inside) {
            node.push_child(child);
        }
        nodes.push(node);
        rest = later;
    }
    nodes
}

fn put_page(page: &mut Page<'_>, faces: &Faces, pieces: &[Piece], drawn: &mut Drawn) {
    let mut surface = page.surface();
    for piece in pieces {
        let put = put_piece(&mut surface, faces, piece);
        if let (Mark::Slot(slot), Some(list)) = (piece.mark, slot_of(drawn, piece.mark)) {
            debug_assert!(list.is_empty(), "slot {slot}");
            list.push(put);
        }
    }
    surface.finish();
    for piece in pieces {
        let annotation = piece.way.as_ref().and_then(annotation);
        if let (Some(list), Some(annotation)) = (slot_of(drawn, piece.mark), annotation) {
            list.push(page.add_tagged_annotation(annotation));
        }
    }
}

fn slot_of(drawn: &mut Drawn, mark: Mark) -> Option<&mut Vec<Identifier>> {
    match mark {
        Mark::Slot(slot) => drawn.get_mut(slot),
        Mark::Adornment | Mark::Foot => None,
    }
}

fn put_piece(surface: &mut Surface<'_>, faces: &Faces, piece: &Piece) -> Identifier {
    let meant: Option<String> = meant(&piece.inks);
    let tag = match piece.mark {
        Mark::Adornment => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
        Mark::Foot => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
        Mark::Slot(_) => match &meant {
            Some(meant) => ContentTag::Span(SpanTag::empty().with_actual_text(Some(meant))),
            None => ContentTag::Other,
        },
    };
    let identifier = surface.start_tagged(tag);
    for ink in &piece.inks {
        put_ink(surface, faces, ink);
    }
    surface.end_tagged();
    identifier
}

/// What the texts mean, where the letters drawn do not say it.
fn meant(inks: &[Ink]) -> Option<String> {
    let runs = inks.iter().filter_map(|ink| match ink {
        Ink::Text { run, .. } => Some(run),
        Ink::Shape { .. } | Ink::Dot { .. } => None,
    });
    let differs = runs.clone().any(|run| run.meant.is_some());
    let meant = runs.map(|run| run.meant.as_ref().unwrap_or(&run.text).as_str());
    differs.then(|| meant.collect())
}

fn put_ink(surface: &mut Surface<'_>, faces: &Faces, ink: &Ink) {
    match ink {
        Ink::Text {
            at: [x, y],
            size,
            weight,
            grey,
            run,
        } => {
            surface.set_fill(Some(fill(*grey)));
            surface.set_stroke(None);
            let (start, font) = (Point::from_xy(*x, *y), faces.font(*weight));
            surface.draw_glyphs(start, &run.glyphs, font, &run.text, *size, false);
        }
        Ink::Shape {
            points,
            fill: inside,
            stroke: line,
        } => {
            surface.set_fill(inside.map(fill));
            surface.set_stroke(line.map(|(width, grey)| stroke(width, grey)));
            if let Some(path) = path(points, inside.is_some()) {
                surface.draw_path(&path);
            }
        }
        Ink::Dot { at, radius } => {
            surface.set_fill(Some(fill(0)));
            surface.set_stroke(None);
            if let Some(path) = disc(*at, *radius) {
                surface.draw_path(&path);
            }
        }
    }
}

fn fill(grey: u8) -> Fill {
    Fill {
        paint: luma::Color::new(grey).into(),
        opacity: NormalizedF32::ONE,
        rule: krilla::paint::FillRule::default(),
    }
}

fn stroke(width: f32, grey: u8) -> Stroke {
    Stroke {
        paint: luma::Color::new(grey).into(),
        width,
        ..Stroke::default()
    }
}

fn path(points: &[[f32; 2]], closed: bool) -> Option<Path> {
    let mut builder = PathBuilder::new();
    let ([x, y], rest) = points.split_first()?;
    builder.move_to(*x, *y);
    for [x, y] in rest {
        builder.line_to(*x, *y);
    }
    if closed {
        builder.close();
    }
    builder.finish()
}

/// A disc of four Bézier curves, which differ from a circle by less than a thousandth of its radius.
fn disc([x, y]: [f32; 2], radius: f32) -> Option<Path> {
    const KAPPA: f32 = 0.552_285;
    let (r, k) = (radius, radius * KAPPA);
    let mut builder = PathBuilder::new();
    builder.move_to(x + r, y);
    builder.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    builder.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    builder.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    builder.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    builder.close();
    builder.finish()
}

fn annotation(way: &Way) -> Option<Annotation> {
    let quads = way.boxes.iter().map(|[left, top, right, bottom]| {
        Quadrilateral([
            Point::from_xy(*left, *bottom),
            Point::from_xy(*right, *bottom),
            Point::from_xy(*right, *top),
            Point::from_xy(*left, *top),
        ])
    });
    let target = Target::Action(Action::from(LinkAction::new(way.url.clone())));
    let quads: Vec<Quadrilateral> = quads.collect();
    let link = (!quads.is_empty()).then(|| LinkAnnotation::new_with_quad_points(quads, target))?;
    Some(Annotation::new_link(link, Some(way.words.clone())))
}

fn node(branch: &Branch, drawn: &Drawn) -> Node {
    let Branch::Group(role, children) = branch else {
        return Node::Group(TagGroup::new(Tag::Span));
    };
    let mut group = TagGroup::new(tag(role));
    for child in children {
        match child {
            Branch::Group(..) => group.push(node(child, drawn)),
            Branch::Slot(slot) => {
                for identifier in drawn.get(*slot).into_iter().flatten() {
                    group.push(*identifier);
                }
            }
        }
    }
    Node::Group(group)
}

fn tag(role: &Role) -> TagKind {
    match role {
        Role::Section => Tag::Section.into(),
        Role::Heading(level, text) => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(text.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::Table(summary) => Tag::Table.with_summary(Some(summary.clone())).into(),
        Role::Head => Tag::THead.into(),
        Role::Body => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
        Role::List(Labels::Bullets) => Tag::L(ListNumbering::Disc).into(),
        Role::List(Labels::Numbers) => Tag::L(ListNumbering::Decimal).into(),
        Role::Item => Tag::LI.into(),
        Role::Label => Tag::Lbl.into(),
        Role::ItemBody => Tag::LBody.into(),
        Role::Figure(alt, page, [left, top, right, bottom]) => {
            let place = Rect::from_ltrb(*left, *top, *right, *bottom);
            let place = place.map(|rect| BBox::new(*page, rect));
            Tag::Figure(Some(alt.clone())).with_bbox(place).into()
        }
        Role::Link => Tag::Link.into(),
    }
}
