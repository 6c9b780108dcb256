import type { Lexicon } from './lexicon.ts';

export const german: Lexicon = {
  spaced: true,
  up: 'mehr|höher~|gestiegen~|stieg~|steig~|anstieg~|wuchs~|wachs~|gewachsen~|zunahme~|zugenommen|nahm~ zu|größer~|über|erhöht~|verdoppelt~|verdreifacht~|vervierfacht~|sprang~|kletter~|zugelegt',
  down: 'weniger|niedriger~|gesunken~|sank~|sink~|gefallen|fiel~|fällt|rückgang~|abnahme~|abgenommen|kleiner~|unter|geschrumpft~|schrumpf~|halbiert~|verlor~|gering~|ruhiger|eingebrochen',
  most: 'meist~|höchst~|rekord~|am größten|spitze~|maximum|bestwert|größte~|lebhafteste~',
  least: 'wenigste~|niedrigste~|ruhigste~|kleinste~|minimum|tiefstand~|geringste~',
  numbers:
    'null|eins|zwei~|drei~|vier|vierte~|fünf~|sechs~|sieben~|acht|achte~|neun~|zehn~|elf|zwölf~|~zehn|~zig|hundert~|tausend~|million~|milliarde~|dutzend~|einmal|zweimal|dreimal|erste~|zweite~|dritte~|fünfte~|sechste~|siebte~|paar|mehrere~|prozent',
  factors: {
    verdoppelt: [1.9, 2.15],
    verdoppelte: [1.9, 2.15],
    verdoppelten: [1.9, 2.15],
    verdreifacht: [2.85, 3.2],
    vervierfacht: [3.8, 4.3],
    halbiert: [0.46, 0.54],
    halbierte: [0.46, 0.54],
  },
  parts: { hälfte: 0.5, halb: 0.5, drittel: 1 / 3, viertel: 0.25 },
  cause:
    'weil|wegen|dank|durch|verursach~|führt~|grund|gründe~|ursache~|deshalb|daher|darum|folge~|aufgrund|ausgelöst|liegt|erklär~',
  verdict:
    'gut~|schlecht~|besser~|gesund~|alarmierend~|besorg~|sorge~|erfolg~|scheiter~|toll~|super|leider|glücklicherweise|erfreulich~|sollte~|müsst~|muss|müssen|empfehl~|empfohlen|versuch~|überleg~|problem~|krise~|schön~|großartig~',
  absolute: 'nicht|nie|niemals|nichts|niemand~|kein~|weder|ohne|immer|alle|alles|jede~|sämtliche~|ganz~|kaum',
  certain: 'sicher~|bestimmt|zweifel~|eindeutig~|offensichtlich~|beweis~|garantiert~|klar~|deutlich~|signifikant~',
  times:
    'seit wochen|wochenlang~|seit tagen|tagelang~|in folge|seit langem|kürzlich|neulich|gestern|heute|morgen~|monat~|jahr~|quartal~|wochenende~|täglich~|abend~|nacht|nachts|nächte~|mittag~|frühling~|sommer~|herbst~|winter~|weihnacht~|januar~|februar~|märz~|april~|mai|juni~|juli~|august~|september~|oktober~|november~|dezember~|montag~|dienstag~|mittwoch~|donnerstag~|freitag~|samstag~|sonntag~',
  weekBefore: 'woche davor|woche zuvor|vorwoche|vorige~ woche|letzte~ woche|vergangene~ woche|vorherige~ woche',
  past: 'davor|zuvor|vorher~|vorige~|vorwoche|letzte~ woche|vergangene~|früher~|als|üblich~|sonst|mittel|durchschnitt~|mitte|gegenüber|statt|verglichen|vergleich~',
  than: 'als|gegenüber|statt|verglichen mit',
  thanStandsBehind: false,
  fromTo: 'von (S)(?: \\p{L}+){0,2} auf (S)',
  weeks: 'wochen?|wochentagen?|beitrittswochen',
  people: 'leute|mitglieder~|personen|menschen|nutzer~',
  measures: {
    messages: 'nachricht~|beitrag|beiträge~',
    voice: 'sprach~|stimm~|gespräch~',
    joins: 'beitr[ia]tt~|beitr~|neuzugäng~|neue',
    leaves: 'austritt~|ging~|gegangen|verlass~|verließ~',
    active: 'aktiv~',
  },
  constants: ['7 tage', '7 tagen', 'sieben tage', 'sieben tagen', 'all ihrer nachrichten'],
  ofKind: {
    leavers: ['weniger als einen tag', 'innerhalb eines tages', 'innerhalb eines tags'],
    week1: ['zweiten woche'],
    week4: ['fünften woche'],
    record: ['jeder der'],
    quiet: ['jeder der'],
    woke: ['ohne eine', 'ohne nachricht'],
    silent: ['keine nachricht', 'ohne nachricht'],
  },
  capitals:
    'nachricht(?:en)?|keine?|wochen?|wochentagen?|wochentags?|mitglieder~|sprachzeit|beitritte~|austritte~|tage?n?|stunden?|mittel|mitte|anteile?|zahl|zahlen|aktivität|zeit|kanal|server|discord|zufall|durchschnitt|vergleich|vorwoche|niveau|anstieg|rückgang|minuten|personen|menschen|leute|neuzugänge~|hälfte|drittel|viertel|der|die|das|den|dem|des|in|im|an|am|ein|eine|einer|es|sie|er|seit|mit|nach|von|vor|bei|zu|auf|aktive|mehr|weniger|dort|dabei|diese|dieser|dieses|hier|und|auch|so|etwa|rund|wer|was|beitrittswochen|wieder|insgesamt|höher|niedriger|größerer|kleinerer|wochentag|unterschied|rekord|während',
};
