//! The palette: what each class of features is drawn with, in every output.
//!
//! Classes are told apart by readers who see no red, no green or no blue, and in grey print: each has its own lightness, and
//! hatching, dots or a shape of its own (tests hold them to it).

use super::{Colour, Pattern, Shape, Swatch};

/// Of paper.
pub const WHITE: Colour = Colour(255, 255, 255);
/// Of text and of walks.
pub const INK: Colour = Colour(26, 26, 26);

pub(super) const fn swatch(face: Colour, edge: Colour, pattern: Pattern, shape: Shape) -> Swatch {
    Swatch {
        face,
        edge,
        width_mm: 0.3,
        pattern,
        shape,
        size_mm: 2.6,
    }
}

/// What is wrong: dark, strong and large.
pub const GAP: Swatch = Swatch {
    width_mm: 0.4,
    size_mm: 3.0,
    ..swatch(Colour(200, 80, 30), Colour(110, 36, 4), Pattern::Plain, Shape::Square)
};
/// What is wrong in part.
pub const PARTLY: Swatch = swatch(
    Colour(223, 163, 54),
    Colour(125, 86, 0),
    Pattern::Hatched,
    Shape::Triangle,
);
/// What is well.
pub const SERVED: Swatch = swatch(
    Colour(166, 220, 242),
    Colour(43, 140, 190),
    Pattern::Plain,
    Shape::Circle,
);
/// What nobody can tell yet.
pub const UNDETERMINED: Swatch = swatch(WHITE, Colour(68, 68, 68), Pattern::Dotted, Shape::Diamond);

/// What a plan adds: the darkest of its map.
pub(super) const NEWLY: Swatch = Swatch {
    width_mm: 0.4,
    ..swatch(Colour(0, 90, 60), Colour(0, 40, 25), Pattern::Hatched, Shape::Diamond)
};

/// Purples of `ColorBrewer` (Cynthia Brewer, colorbrewer2.org), lightest for the best data.
const fn grade(red: u8, green: u8, blue: u8) -> Swatch {
    swatch(
        Colour(red, green, blue),
        Colour(84, 39, 143),
        Pattern::Plain,
        Shape::Circle,
    )
}

/// Facilities, and their names.
pub const FACILITY: Colour = Colour(75, 29, 107);

/// A facility that is open.
pub const OPEN_FACILITY: Swatch = Swatch {
    size_mm: 5.0,
    width_mm: 0.2,
    ..swatch(FACILITY, WHITE, Pattern::Plain, Shape::Cross)
};
/// One that is not, or does not count.
pub const OTHER_FACILITY: Swatch = Swatch {
    size_mm: 3.4,
    ..swatch(WHITE, FACILITY, Pattern::Dotted, Shape::Cross)
};

pub(super) const fn line(colour: Colour, width_mm: f64, pattern: Pattern) -> Swatch {
    Swatch {
        width_mm,
        ..swatch(WHITE, colour, pattern, Shape::Circle)
    }
}

/// A walk to a facility.
pub const WALK: Swatch = line(INK, 0.3, Pattern::Plain);

/// A place proposed for a facility.
pub const SITE: Swatch = Swatch {
    size_mm: 6.0,
    width_mm: 0.4,
    ..swatch(Colour(255, 225, 60), INK, Pattern::Plain, Shape::Star)
};

/// A unit that the city counts as covered; told apart from others by the line itself where no colour is seen.
pub const COVERED: Swatch = line(Colour(35, 120, 62), 0.9, Pattern::Plain);
/// A unit that it does not.
pub const NOT_COVERED: Swatch = line(Colour(190, 30, 45), 0.6, Pattern::Hatched);
/// A unit that the extract holds in part: hatching over its face.
pub const INCOMPLETE: Swatch = line(Colour(90, 90, 90), 0.3, Pattern::Hatched);

const fn walked_share(red: u8, green: u8, blue: u8) -> Swatch {
    swatch(
        Colour(red, green, blue),
        Colour(90, 60, 30),
        Pattern::Plain,
        Shape::Circle,
    )
}

const fn ring(face: Colour, edge: Colour) -> Swatch {
    Swatch {
        width_mm: 0.25,
        ..swatch(face, edge, Pattern::Plain, Shape::Circle)
    }
}

/// Service circles, the widest first, pale so that compounds stand out on them: greens that darken towards the door; edges, and streets
/// within, do as well.
pub const RINGS: [Swatch; 5] = [
    ring(Colour(240, 248, 236), Colour(161, 201, 155)),
    ring(Colour(218, 238, 211), Colour(104, 168, 103)),
    ring(Colour(190, 223, 182), Colour(52, 128, 64)),
    ring(Colour(162, 207, 155), Colour(15, 92, 46)),
    ring(Colour(136, 190, 132), Colour(0, 60, 28)),
];

/// Shares of what is served, the lowest first: oranges of `ColorBrewer`.
pub const WALKED: [Swatch; 5] = [
    walked_share(166, 54, 3),
    walked_share(230, 85, 13),
    walked_share(253, 141, 60),
    walked_share(253, 190, 133),
    walked_share(254, 237, 222),
];
/// Grades of data, the worst first.
pub const GRADES: [Swatch; 5] = [
    grade(84, 39, 143),
    grade(117, 107, 177),
    grade(158, 154, 200),
    grade(203, 201, 226),
    grade(242, 240, 247),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Lightness and two opponent colours (CIE 1976 L*a*b*, D65) of linear light.
    fn lab(linear: [f64; 3]) -> [f64; 3] {
        let [red, green, blue] = linear;
        let xyz = [
            (0.412_456 * red + 0.357_576 * green + 0.180_437 * blue) / 0.950_47,
            0.212_673 * red + 0.715_152 * green + 0.072_175 * blue,
            (0.019_334 * red + 0.119_192 * green + 0.950_304 * blue) / 1.088_83,
        ];
        let [x, y, z] = xyz.map(|one| {
            if one > 0.008_856 {
                one.cbrt()
            } else {
                7.787 * one + 16.0 / 116.0
            }
        });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn linear(colour: Colour) -> [f64; 3] {
        [colour.0, colour.1, colour.2].map(|level| {
            let level = f64::from(level) / 255.0;
            if level <= 0.040_45 {
                level / 12.92
            } else {
                ((level + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// Machado, Oliveira and Fernandes (2009), severity 1: no red, no green, no blue.
    const DICHROMATS: [[[f64; 3]; 3]; 3] = [
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ];

    fn seen(matrix: [[f64; 3]; 3], light: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| {
            let sum: f64 = row.iter().zip(light).map(|(weight, level)| weight * level).sum();
            sum.clamp(0.0, 1.0)
        })
    }

    fn apart(one: [f64; 3], other: [f64; 3]) -> f64 {
        one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    #[test]
    fn verdicts_are_told_apart_without_red_green_or_blue_and_in_grey() {
        for faces in [[GAP, PARTLY, SERVED, UNDETERMINED], [GAP, PARTLY, SERVED, NEWLY]] {
            check_apart(faces);
        }
    }

    fn check_apart(faces: [Swatch; 4]) {
        for (index, one) in faces.iter().enumerate() {
            for other in &faces[index + 1..] {
                let [first, second] = [one, other].map(|swatch| linear(swatch.face));
                for matrix in DICHROMATS {
                    let difference = apart(lab(seen(matrix, first)), lab(seen(matrix, second)));
                    assert!(difference > 15.0, "{one:?} {other:?}: {difference:.1}");
                }
                let lightness = (lab(first)[0] - lab(second)[0]).abs();
                assert!(lightness > 10.0, "{one:?} {other:?}: {lightness:.1} in grey");
                let drawn = |swatch: &Swatch| (swatch.pattern, swatch.shape);
                assert!(drawn(one) != drawn(other) && one.shape != other.shape);
            }
        }
    }

    #[test]
    fn shares_and_grades_lighten_step_by_step() {
        let mut rings = RINGS;
        rings.reverse();
        let faces = rings.map(|swatch| lab(linear(swatch.face))[0]);
        let edges = rings.map(|swatch| lab(linear(swatch.edge))[0]);
        for lightness in [faces, edges] {
            assert!(
                lightness.windows(2).all(|pair| pair[1] - pair[0] > 4.0),
                "{lightness:?}"
            );
        }
        for swatches in [WALKED, GRADES] {
            let lightness = swatches.map(|swatch| lab(linear(swatch.face))[0]);
            assert!(
                lightness.windows(2).all(|pair| pair[1] - pair[0] > 9.0),
                "{lightness:?}"
            );
        }
    }
}
