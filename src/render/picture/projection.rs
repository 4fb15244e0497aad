//! Owns the way from the globe to paper. Both projections keep areas true, so that no country looks larger than it is.

use std::f64::consts::SQRT_2;

/// A projection.
#[derive(Debug, Clone, Copy)]
pub enum Projection {
    /// Equal Earth (Šavrič, Patterson and Jenny 2018).
    World,
    /// Lambert's azimuthal one, around a longitude and a latitude in degrees.
    Around(f64, f64),
}

impl Projection {
    /// Where degrees east and north lie on paper; down is positive.
    pub fn place(self, (east, north): (f64, f64)) -> (f64, f64) {
        match self {
            Self::World => {
                let [a, b, c, d] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
                let t = (3_f64.sqrt() / 2.0 * north.to_radians().sin()).asin();
                let t2 = t * t;
                let t6 = t2 * t2 * t2;
                let slope = a + 3.0 * b * t2 + t6 * (7.0 * c + 9.0 * d * t2);
                let x = 2.0 * 3_f64.sqrt() * east.to_radians() * t.cos() / (3.0 * slope);
                (x, -t * (a + b * t2 + t6 * (c + d * t2)))
            }
            Self::Around(middle_east, middle_north) => {
                let (sin0, cos0) = middle_north.to_radians().sin_cos();
                let (sin, cos) = north.to_radians().sin_cos();
                let (turn_sin, turn_cos) = (east - middle_east).to_radians().sin_cos();
                let near = sin0 * sin + cos0 * cos * turn_cos;
                let stretch = SQRT_2 / (1.0 + near).max(1e-6).sqrt();
                (stretch * cos * turn_sin, -stretch * (cos0 * sin - sin0 * cos * turn_cos))
            }
        }
    }
}
