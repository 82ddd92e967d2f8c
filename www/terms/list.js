// The terms that the page explains, each with the forms in which it stands in sentences. The first form
// is what the term is called; a form matches whole words, in capitals or not. What a term means is in
// messages/terms, under its key with ".text" behind it.

/** @typedef {{ key: string, de: string[], en: string[] }} Term */

/** @type {readonly Term[]} */
export const TERMS = [
  { key: "term.break", de: ["Bruch in der Reihe", "Bruch"], en: ["break in the series", "break"] },
  { key: "term.chance", de: ["Zufallsschwankung"], en: ["chance variation"] },
  { key: "term.correlation", de: ["Korrelation", "Rangkorrelation", "lineare Korrelation"], en: ["correlation", "rank correlation", "linear correlation"] },
  { key: "term.data-version", de: ["Datenstand"], en: ["data version"] },
  { key: "term.false-discovery", de: ["Falscherkennungsrate"], en: ["false discovery rate"] },
  { key: "term.interval", de: ["Unsicherheitsbereich", "Konfidenzintervall"], en: ["range of uncertainty", "confidence interval"] },
  { key: "term.median", de: ["Median"], en: ["median"] },
  { key: "term.moran", de: ["Moran-Koeffizient"], en: ["Moran coefficient", "Moran’s I"] },
  { key: "term.natural", de: ["natürliche Klassen"], en: ["natural classes"] },
  { key: "term.percentage-points", de: ["Prozentpunkte", "Prozentpunkten"], en: ["percentage points"] },
  { key: "term.percentile", de: ["Perzentil"], en: ["percentile"] },
  { key: "term.quantiles", de: ["Quantile", "möglichst gleich vielen Gebieten"], en: ["quantiles", "as equal numbers of areas as possible"] },
  { key: "term.quartile", de: ["mittlere Hälfte", "mittleren Hälfte", "Quartil", "Quartile"], en: ["middle half", "quartile", "quartiles"] },
  { key: "term.rank", de: ["Rang"], en: ["rank"] },
  { key: "term.secret", de: ["geheim"], en: ["confidential"] },
  { key: "term.significant", de: ["gesichert", "gesicherter", "gesicherte", "gesicherten"], en: ["significant", "significantly"] },
  { key: "term.slope-index", de: ["Steigungsindex"], en: ["slope index"] },
  { key: "term.standard-deviation", de: ["Standardabweichung"], en: ["standard deviation"] },
  { key: "term.status", de: ["Gebietsstand"], en: ["territorial status"] },
];
