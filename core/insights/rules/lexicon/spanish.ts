import type { Lexicon } from './lexicon.ts';

export const spanish: Lexicon = {
  spaced: true,
  up: 'más(?! baj| pequeñ| tranquil)|alt[oa]~|sub[ieí]~|aument~|crec~|increment~|mayor~|encima|duplic~|triplic~|superior~|gan[óa]~|salt~',
  down: 'menos|baj[oaóa]~|disminu~|ca[eyí]~|cay~|descend~|reduc~|menor~|debajo|inferior~|perd~|tranquil~',
  most: 'cuando más|récord~|máxim~|pico~|el más|la más|los más|las más|mejor semana',
  least: 'mínim~|el menos|la menos|los menos|las menos',
  numbers:
    'cero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci~|veint~|treinta~|cuarenta~|cincuenta~|sesenta~|setenta~|ochenta~|noventa~|cien~|mil|miles|millar~|millón|millones|docena~|primer~|segund[oa]~|tercer~|cuart[oa]s?|quint[oa]~|doble|triple|varios|varias|por ciento',
  factors: {
    duplicó: [1.9, 2.15],
    duplicaron: [1.9, 2.15],
    duplicado: [1.9, 2.15],
    triplicó: [2.85, 3.2],
    triplicaron: [2.85, 3.2],
  },
  parts: { mitad: 0.5, tercio: 1 / 3 },
  cause:
    'porque|causa~|debido|gracias|motivo~|razón|razones|provoc~|llev[óa]~|resultado|consecuencia~|por eso|explic~|culpa',
  verdict:
    'buen~|mal[oa]?s?|mejor~|peor~|san[oa]s?|alarma~|preocup~|éxito~|fracas~|excelente~|felicidades|lamentable~|afortunada~|debe~|debería~|deb[eé]is|hay que|recom~|intent~|consider~|problema~|crisis|bien|estupend~|genial~',
  absolute: 'no|nunca|jamás|nada|nadie|ningun~|ningún|ni|sin|siempre|todo|todos|toda|todas|cada|apenas|enter~',
  certain: 'cierto|cierta~|segur[oa]~|duda~|evidente~|clar[oa]~|prueb~|prob[óa]~|garanti~|significativ~|innegable~',
  times:
    'hace semanas|hace días|seguid[oa]s|hace tiempo|recientemente|ayer|hoy|mañana~|mes|meses|mensual~|año~|anual~|trimestre~|fin de semana|fines de semana|tarde~|noche~|mediodía|primavera|verano|otoño|invierno|navidad~|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|lunes|martes|miércoles|jueves|viernes|sábado~|domingo~',
  weekBefore: 'semana anterior|semana pasada|semana previa|semana de antes',
  past: 'antes|anterior~|previ[oa]~|semana pasada|habitual~|normal~|media|medio|frente|contra|comparad~|respecto',
  than: '(?:más|menos|mayor|menor)[^.]{0,40}? que|más de lo|menos de lo|frente a|contra|comparad~ con|respecto a',
  thanStandsBehind: false,
  fromTo: 'de (S)(?: \\p{L}+){0,2} a (S)',
  weeks: 'semanas?|días de la semana',
  people: 'personas|miembros|gente|usuarios',
  measures: {
    messages: 'mensaje~',
    voice: 'voz|voces|habl~|llamada~',
    joins: 'llegad~|lleg[óa]~|llegaron|uni[óe]~|unieron|nuev[oa]s',
    leaves: 'salid~|sali[óe]~|salieron|fueron|march~|abandon~',
    active: 'activ[oa]~',
  },
  constants: ['7 días', 'siete días', 'todos sus mensajes', 'un día medio'],
  ofKind: {
    leavers: ['menos de un día'],
    week1: ['segunda semana'],
    week4: ['quinta semana'],
    record: ['cada una de las'],
    quiet: ['cada una de las'],
    woke: ['sin ninguno', 'sin mensajes'],
    silent: ['ningún mensaje', 'sin mensajes'],
  },
  capitals:
    'estuvo|estuvieron|el|la|los|las|un|una|de|del|en|con|por|para|tras|desde|durante|entre|al|a|mensajes?|tiempo|miembros?|llegadas?|salidas?|es|son|fue|fueron|hubo|cuando|quienes|este|esta|estos|estas|eso|más|menos|cerca|unos|unas|alrededor|discord|y|se|lo|parte|actividad|aproximadamente|también|sobre|activos',
};
