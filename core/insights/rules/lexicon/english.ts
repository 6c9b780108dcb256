import type { Lexicon } from './lexicon.ts';

export const english: Lexicon = {
  spaced: true,
  up: 'more|higher|up|rose|rise~|risen|grew|grow~|increas~|gain~|climb~|jump~|larger|bigger|busier|above|doubled|tripled|quadrupled|surg~',
  down: 'less|fewer|lower|down|fell|fall~|drop~|declin~|decreas~|shr[aiu]nk~|smaller|quieter|below|halved|lost|los~|slow~|slump~',
  most: 'most|highest|record~|busiest|peak~|maximum|best|largest|biggest|unprecedented',
  least: 'least|lowest|quietest|fewest|minimum|smallest|worst',
  numbers:
    'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|~teen|twenty~|thirty~|forty~|fifty~|sixty~|seventy~|eighty~|ninety~|hundred~|thousand~|million~|billion~|dozen~|once|twice|thrice|pair|couple|first|second|third~|fourth|fifth|sixth|seventh|eighth|ninth|tenth|single|score~|several|percent',
  factors: { doubled: [1.9, 2.15], tripled: [2.85, 3.2], quadrupled: [3.8, 4.3], halved: [0.46, 0.54] },
  parts: { half: 0.5, quarter: 0.25 },
  cause:
    'because|caus~|due|thanks|led|leads|leading|result~|owing|reason~|why|triggered|drove|driven|responsible|therefore|hence|consequen~|explain~',
  verdict:
    'good|great|bad|better|worse|well|badly|healthy|unhealthy|alarming~|worr~|concern~|success~|fail~|excellent|impressive|poor|nice|congrat~|unfortunately|sadly|luckily|happily|should|must|ought|need~|recommend~|consider|try|encourag~|suggest~|problem~|crisis|toxic',
  absolute:
    'not|no|never|nothing|nobody|none|neither|nor|without|always|all|every~|everybody|entire~|any|cannot|isn|wasn|didn|don|doesn|won|cant|hardly|barely',
  certain: 'certain~|definite~|undoubtedly|surely|clear~|obvious~|doubt~|prov~|guarantee~|sure|significant~|undeniabl~',
  times:
    'for weeks|for days|in a row|for a while|long~|lately|recently|yesterday|today|tomorrow|tonight|month~|year~|quarter~|weekend~|daily|morning~|evening~|night~|noon|afternoon~|hourly|decade~|spring|summer|autumn|winter|christmas|january|february|april|june|july|august|september|october|november|december|monday~|tuesday~|wednesday~|thursday~|friday~|saturday~|sunday~',
  weekBefore: 'week before|previous week|last week|prior week|week earlier|preceding week',
  past: 'before|previous~|earlier|prior|last week|than|usual~|normal~|average|middle|preceding|compared|against|versus|formerly',
  than: 'than|against|versus|compared (?:with|to)',
  thanStandsBehind: false,
  fromTo: 'from (S)(?: \\p{L}+){0,2} to (S)',
  weeks: 'weeks?|weekdays?',
  people: 'people|members|persons|users|humans|folks',
  measures: {
    messages: 'message~|posts',
    voice: 'voice|call~|spoken|talk~',
    joins: 'join~|newcomer~|arriv~',
    leaves: 'left|leave~|leaving|depart~',
    active: 'active~',
  },
  constants: ['7 days', 'seven days', 'one day', 'one weekday', 'all their messages'],
  ofKind: {
    leavers: ['less than a day', 'within a day', 'within one day'],
    week1: ['second week'],
    week4: ['fifth week'],
    record: ['any of the', 'any other'],
    quiet: ['any of the', 'any other'],
    woke: ['without any', 'without a message'],
    silent: ['no message', 'no messages', 'without a message'],
  },
  capitals:
    'the|in|on|this|that|these|those|messages?|voice|active|members?|people|joins?|leaves?|more|fewer|less|most|with|after|since|compared|at|over|there|of|a|an|both|activity|it|they|as|by|from|for|beside|during|while|discord|writing|time|nearly|about|around|overall|higher|lower|weekly|here|and|up|down|share|larger|smaller',
};
