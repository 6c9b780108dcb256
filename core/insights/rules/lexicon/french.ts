import type { Lexicon } from './lexicon.ts';

export const french: Lexicon = {
  spaced: true,
  up: 'plus(?! bas| petit| faible| calme)|haut~|hausse~|augment~|mont[eé]~|grimp~|grandi~|croi~|cr[uû]~|accr~|progress~|supérieur~|doubl[eé]~|tripl[eé]~|dessus|bond~|grande',
  down: 'moins|bas~|baiss~|diminu~|chut~|descen~|recul~|réduit~|inférieur~|petite?|dessous|tomb~|perdu~|perd~|divisé~|calme~',
  most: 'record~|maximum|pic|sommet|le plus|la plus|les plus|jamais vu',
  least: 'minimum|le moins|la moins|les moins',
  numbers:
    'zéro|deux~|trois~|quatre~|cinq~|six|sixième|sept~|huit~|neuf|neuvième|dix~|onze|douze|treize|quatorze|quinze|seize|vingt~|trente~|quarante~|cinquante~|soixante~|cent|cents|centaine~|mille|millier~|million~|milliard~|douzaine~|premi~|second~|plusieurs|pourcent|double|triple',
  factors: { doublé: [1.9, 2.15], triplé: [2.85, 3.2] },
  parts: { moitié: 0.5, tiers: 1 / 3, quart: 0.25 },
  cause:
    'parce|car|cause~|grâce|raison~|dû|due|pourquoi|provoqu~|entraîn~|mené|conséquen~|résult~|donc|expliqu~|suite à',
  verdict:
    'bon|bonne~|mauvais~|meilleur~|mieux|pire|sain~|alarm~|inquiét~|succès|échec~|excellent~|bravo|malheureusement|heureusement|devr~|dois|doit|doivent|devez|faut|faudrait|conseil~|essay~|pensez|problème~|crise~|super|bien',
  absolute: 'ne|n|pas|jamais|rien|personne|aucun~|ni|sans|toujours|tous|toutes|tout|chaque|chacun~|guère|entièr~',
  certain: 'certain~|sûr~|doute~|évident~|clair~|prouv~|garanti~|nettement|net|significati~|indéniabl~',
  times:
    'depuis des semaines|depuis des jours|de suite|longtemps|récemment|hier|aujourd|demain|mois|an|ans|année~|annuel~|trimestre~|week|weekend~|matin~|soir~|nuit~|midi|printemps|cet été|automne|hiver|noël|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|lundi~|mardi~|mercredi~|jeudi~|vendredi~|samedi~|dimanche~',
  weekBefore: 'semaine d.avant|semaine précédente|semaine dernière|semaine passée',
  past: 'avant|précéden~|semaine dernière|semaine passée|habitu~|habitude|moyenne|milieu|contre|comparé~|rapport|auparavant',
  than: '(?:plus|moins|grande|petite|haut|bas)[^.]{0,40}? que|contre|par rapport (?:à|aux?)|comparé~ (?:à|aux?)',
  thanStandsBehind: false,
  fromTo: 'de (S)(?: \\p{L}+){0,2} à (S)',
  weeks: 'semaines?|jours de la semaine',
  people: 'personnes|membres|gens|utilisateurs',
  measures: {
    messages: 'message~',
    voice: 'voca~|voix|parl~',
    joins: 'arriv~|rejoin~|nouveaux|nouvelles',
    leaves: 'départ~|partis?|parties?|quitt~',
    active: 'acti[fv]~',
  },
  constants: ['7 jours', 'sept jours', 'tous leurs messages', 'un jour moyen'],
  ofKind: {
    leavers: ["moins d'un jour", 'dans la journée'],
    week1: ['deuxième semaine'],
    week4: ['cinquième semaine'],
    record: ['chacune des'],
    quiet: ['chacune des'],
    woke: ['sans aucun', 'sans message'],
    silent: ['aucun message', 'sans message'],
  },
  capitals:
    'le|la|les|l|un|une|des|de|du|d|ce|ces|cette|c|il|elle|ils|elles|on|en|dans|avec|après|depuis|pendant|par|pour|à|au|aux|messages?|temps|membres?|arrivées?|départs?|plus|moins|environ|discord|sur|entre|activité|comme|et|part|autour|près|salon|cela|contre|actifs',
};
