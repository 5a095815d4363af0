/* Hours as people write them, in minutes, and as everybody reads them: what webapp/hours.py does. */
globalThis.hours = (() => {
  "use strict";
  const UNITS = { da: "t", en: "h" };
  const MOST_CHARACTERS = 20;
  const PARTS = { "¼": 15, "½": 30, "¾": 45, "1/4": 15, "1/2": 30, "3/4": 45 };
  const HUNDREDTHS = [0, 8, 17, 25, 33, 42, 50, 58]; // of an hour, which nobody means as minutes
  const plain = (text) => text.toLowerCase().trim().split(/\s/).filter(Boolean).join(" ")
    .replace(/ ?(?:timer|time|hours|hour|t|h)\.?$/, "");
  const clock = (whole, minutes) => (minutes < 60 ? whole * 60 + +minutes : NaN);

  // The minutes, twice where the text can be read in two ways; none where it cannot be read.
  const readings = (text) => {
    if (text.length > MOST_CHARACTERS) return [];
    const written = plain(text);
    const spoken = /^(\d{1,3}):(\d\d)$/.exec(written)
      ?? /^(\d{1,3}) ?(?:timer|time|hours|hour|t|h)\.? ?(\d\d)(?: ?m(?:in)?\.?)?$/.exec(written);
    if (spoken) return [clock(spoken[1], spoken[2])].filter((minutes) => !isNaN(minutes));
    const decimal = /^(\d{1,15})(?:[.,](\d{1,2}))?$/.exec(written);
    if (decimal) {
      const hundredths = +(decimal[2] ?? "").padEnd(2, "0");
      const whole = decimal[1] * 60;
      const asked = decimal[2]?.length === 2 && hundredths < 60 && !HUNDREDTHS.includes(hundredths);
      const minutes = whole + Math.round(hundredths * 0.6);
      return asked && whole + hundredths !== minutes ? [whole + hundredths, minutes] : [minutes];
    }
    const part = /^(?:(\d{1,15}) ?)?([¼½¾])$/.exec(written)
      ?? /^(?:(\d{1,15}) )?(1\/4|1\/2|3\/4)$/.exec(written);
    return part ? [(part[1] ?? 0) * 60 + PARTS[part[2]]] : [];
  };

  // No hours are 0. What cannot be read, and what has to be asked about, is NaN.
  const parse = (text) => {
    if (text.length <= MOST_CHARACTERS && !text.trim()) return 0;
    const [minutes, ...others] = readings(text);
    return minutes === undefined || others.length ? NaN : minutes;
  };

  // The spellings of a text that can be read in two ways, each of which is read in one.
  const spellings = (text) => {
    const both = readings(text);
    if (both.length < 2) return [];
    const written = plain(text);
    const minutes = `${Math.floor(both[1] / 60)}:${String(both[1] % 60).padStart(2, "0")}`;
    return [written.replace(/[.,]/, ":"), written.endsWith("0") ? written.slice(0, -1) : minutes];
  };

  // As they stand in a field: 12 or 7 t 30.
  const show = (minutes, language) => {
    const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
    return rest ? `${whole} ${UNITS[language]} ${String(rest).padStart(2, "0")}` : String(whole);
  };

  return { parse, readings, show, spellings };
})();
