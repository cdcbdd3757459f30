// SPDX-License-Identifier: MIT
// Distance and first course between two places on a sphere: a row is latitude and longitude of the one, then
// of the other, in degrees. Distances have the unit of the radius; courses are degrees from north, clockwise.
// Formula: R. W. Sinnott, Virtues of the Haversine, Sky and Telescope 68 (1984), p. 159. The radius is the
// mean one of the Earth in kilometres, (2a + b) / 3, as the IUGG has it.
//
//   rowrun map --kernel data/kernels/haversine.cl places.csv

// param radius = 6371.0088: of the sphere
// output names: distance, course
#define PARAMS(F) F(f64, radius)
#define OUTPUTS   2
typedef f64 result_t;

#define RADIANS(degrees) ((f64)(degrees) * (3.14159265358979323846 / 180))

ROW
{
  f64 lat1 = RADIANS(X(0)), lat2 = RADIANS(X(2)), east = RADIANS(X(3)) - RADIANS(X(1));
  f64 across = sin((lat2 - lat1) / 2), along = sin(east / 2);
  f64 h = across * across + cos(lat1) * cos(lat2) * along * along;
  f64 course = atan2(sin(east) * cos(lat2), cos(lat1) * sin(lat2) - sin(lat1) * cos(lat2) * cos(east));
  OUT(0) = 2 * params.radius * asin(sqrt(h < 1 ? h : 1)); // rounding may take h beyond 1
  OUT(1) =
      course < 0 ? course * (180 / 3.14159265358979323846) + 360 : course * (180 / 3.14159265358979323846);
}
