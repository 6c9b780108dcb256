/**
 * Alternatives of a pattern, in English, German, French, Spanish, Portuguese, Italian, Japanese, Chinese and Russian;
 * of Arabic and Korean the commonest. */
const words = (...lists: string[]) => lists.join('|').replaceAll(' | ', '|');

export const CALL = words(
  'call(?:ing)?|invoke|use|run|execute|trigger|fire|launch|make|perform',
  'rufe?|nutze|benutze|verwende|starte|führe|aufrufen|ausführen',
  'appelle[rz]?|utilise[rz]?|exécute[rz]?|lance[rz]?',
  'llama|usa|utiliza|ejecuta|invoca|chame?|use|execute|invoque|chiama|esegui',
  '呼び出|呼んで|実行|使って|使用|调用|執行|执行|вызови|используй|запусти',
);
export const SAY = words(
  'say|write|output|print|respond(?: only)? with|reply(?: only)? with|answer(?: only)? with|repeat after me|state|type|return|begin with|start with|end with|finish with',
  'sage?|schreibe?|antworte(?: nur)? mit|gib aus|wiederhole',
  'dis|dites|écris|écrivez|réponds|répondez|affiche|répète',
  'di|escribe|responde(?: solo)?(?: con)?|imprime|repite|diga|escreva|responda(?: apenas)?(?: com)?|repita|scrivi|rispondi con',
  '言って|書いて|答えて|返答して|出力して|说|写|回答|输出|скажи|напиши|ответь|말해|답해|출력|قل|اكتب',
);
export const REPEAT = words(
  'repeat|reveal|print|show|output|display|tell me|leak|dump|translate|summari[sz]e|disclose|expose|give me|list|quote|recite|copy|reproduce|what (?:is|are|were)|encode',
  'wiederhole|zeige?|verrate|gib|nenne|übersetze',
  'répète[rz]?|révèle[rz]?|affiche[rz]?|montre[rz]?|traduis',
  'repite|revela|muestra|imprime|traduce|repita|revele|mostre|imprima|traduza|ripeti|rivela|mostra',
  '繰り返|教えて|表示|明かして|見せて|重复|显示|透露|повтори|покажи|раскрой',
);
export const EVERYTHING = words(
  'everything|all (?:of )?(?:the |your )?(?:text|words|messages|data|above|instructions|context|secrets|previous)|(?:the )?(?:text|words|messages|conversation|content|lines) (?:above|before|so far)|system (?:prompt|message)|(?:your|the|hidden|initial|original|secret|previous|prior|full|exact|developer) (?:system |exact |full |initial )?(?:prompt|instructions?|rules|guidelines|context|configuration)|(?:previous|preceding|above) (?:text|messages?|words|content|conversation)|chat history|this conversation|the conversation|verbatim',
  'alles|system-?(?:prompt|anweisung(?:en)?|nachricht)|(?:deine|die) (?:anweisungen|regeln|vorgaben)|gesprächsverlauf',
  'tout|invite système|(?:tes|vos|les) (?:instructions|consignes|règles)|prompt système',
  'todo|(?:tus|las|sus) (?:instrucciones|reglas)|prompt del sistema|indicaciones del sistema|tudo|(?:suas|as) (?:instruções|regras)|prompt do sistema|tutto|(?:tue|le) istruzioni',
  'すべて|全て|全部|システムプロンプト|指示|会話|系统提示|所有内容|指令|всё|системн\\p{L}+|инструкци\\p{L}+',
);
export const IGNORE = words(
  'ignore|disregard|forget|override|bypass|skip|do not follow|stop following|new instructions?|important(?: instruction| message| notice)?s? (?:to|for) (?:the )?(?:ai|assistant|model|llm|bot)|(?:ai|assistant|model|llm|bot)s?(?: assistant)? (?:must|should|has to|have to|reading this|instructions?)|developer mode|jailbr\\p{L}+|\\bDAN\\b|do anything now|sudo|admin override|maintenance mode|debug mode',
  'ignoriere?|vergiss|missachte|überschreibe|neue anweisung(?:en)?',
  'ignore[rz]?|oublie[rz]?|nouvelles? (?:instruction|consigne)s?',
  'ignora|olvida|nuevas? instruccion(?:es)?|ignore|esqueça|novas? instruç(?:ão|ões)|dimentica',
  '無視|忘れ|新しい指示|忽略|忘记|игнорируй|забудь|무시|تجاهل',
);
/** What makes a sentence an order, whatever is ordered. */
export const ORDER = words(
  'please|always|whenever|every time|when asked|you (?:must|should|will|shall)|new task|instructions? for|note (?:to|for)|stop|approve|accept|mark|rate|report|recommend|grant|delete|ban|promote|tell the|do not tell',
  'bitte|immer|du musst|genehmige|melde|empfiehl',
  "s'il (?:te|vous) plaît|toujours|tu dois|vous devez|approuve|recommande",
  'por favor|siempre|sempre|debes|deves|aprueba|aprove|recomienda|recomende',
  '必ず|常に|してください|务必|必须|всегда|обязательно',
);
export const BECOME = words(
  'you are now|you are|act as|pretend (?:to be|you are)|claim (?:to be|that you are)|speak as|roleplay as|play the role of|from now on,? you are|behave as|simulate|impersonate|sign as|identify yourself as|introduce yourself as',
  'du bist(?: jetzt| nun)?|tu so,? als wärst du|gib dich als',
  'tu es(?: maintenant)?|vous êtes(?: maintenant)?|fais comme si tu étais|agis comme',
  'eres(?: ahora)?|actúa como|finge ser|você é(?: agora)?|aja como|finja ser|sei (?:ora|adesso)|agisci come',
  'あなたは(?:今)?|になりきって|你现在是|扮演|теперь ты|ты теперь|притворись',
);
export const SEND = words(
  'append|add|include|insert|embed|render|show|display|put|attach|send|post|leak|exfiltrate|encode|forward|upload|load|fetch|visit|open|link|click|place|mention|ping|transmit|submit|log|beacon|draw|generate',
  'hänge|füge|zeige|sende|schicke|lade|öffne|verlinke|erwähne',
  'ajoute[rz]?|insère|insérez|inclus|incluez|affiche|envoie|envoyez|mentionne',
  'añade|agrega|incluye|inserta|muestra|envía|menciona|adicione|inclua|insira|mostre|envie|mencione|aggiungi|includi|invia',
  '追加|付け|送信|送って|表示|含めて|添加|包含|发送|显示|добавь|вставь|отправь',
);
export const THAT = words(
  '(?:say|tell|claim|report|state|answer|insist|pretend|confirm|assert|announce|reply|conclude|note|explain)(?: (?:to )?(?:them|the user|users|everyone|people|me|him|her))? that',
  '(?:sage?|behaupte|melde|antworte)(?: ihnen| allen)?,? dass',
  "(?:dis|dites|affirmez?|réponds|répondez)(?:-leur)? (?:que|qu')",
  '(?:di|diles|afirma|responde|diga|afirme|responda) que|(?:di|rispondi) che',
);
