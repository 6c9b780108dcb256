/** What a mistake would cost much in. Each has its words under `assistant:critical` of core/i18n. */
export const criticalKinds = ['law', 'health', 'money', 'safety'] as const;
export type CriticalKind = (typeof criticalKinds)[number];

/**
 * Words and phrases that speak of it, by `|`, without case and accents; `~` stands for any ending. A question is held against
 * all languages at once, so that a word which is harmless in one of them is not here, nor one that servers use of themselves.
 */
export const criticalWords: Readonly<Record<CriticalKind, readonly string[]>> = {
  law: [
    'lawyer~|attorney~|solicitor~|legally|legal advice|legal action|legal rights|legal to|is it legal|is this legal|is that legal|illegal~|lawsuit~|law|laws|sue|sued|suing|in court|to court|court order|courtroom|gdpr|copyright~|trademark~|defamation|defamatory|libel|liable|liability|contract|contracts|subpoena~|dmca|police|crime|crimes|criminal~|prosecut~|immigration|eviction|evicted|divorce~|data protection',
    'anwalt~|rechtsanwalt~|rechtlich~|rechtswidrig~|rechtslage|gesetz|gesetze|gesetzes|gesetzlich~|klage|klagen|verklag~|anklage|gericht|gerichte|gerichtlich~|dsgvo|datenschutz~|urheberrecht~|markenrecht~|impressum~|abmahn~|haftung|haftbar|vertrag|vertrage|straftat~|strafbar~|strafanzeige~|polizei~|sorgerecht|asyl~|scheidung~|jugendschutz~',
    'avocat~|loi|lois|juridique~|est legal|legale|legales|tribunal|tribunaux|proces|plainte~|rgpd|droit d auteur|droits d auteur|propriete intellectuelle|diffamation|contrat|contrats|delit~|penale|garde d enfant|divorc~|poursuites|en justice|huissier~|mise en demeure|protection des donnees',
    'abogad~|ley|leyes|es legal|legalmente|ilegal~|juridic~|demanda judicial|demandarme|demandar|juzgado~|juicio|juicios|derechos de autor|propiedad intelectual|difamacion|contrato|contratos|policia~|delito~|crimen|crimenes|codigo penal|visado~|asilo|desahucio~|divorci~|proteccion de datos',
    'advogad~|lei|leis|processo judicial|processar|processado|tribunais|na justica|lgpd|direitos autorais|direito autoral|propriedade intelectual|difamacao|criminos~|guarda dos filhos|despejo|boletim de ocorrencia|protecao de dados',
    '弁護士|法律|違法|合法|訴え|訴訟|裁判|著作権|商標|名誉毀損|契約|警察|犯罪|逮捕|個人情報保護|離婚|親権|損害賠償',
  ],
  health: [
    'doctor|doctors|medicine~|medication~|medical~|diagnos~|symptom~|disease~|illness~|therapy|therapies|therapist~|depress~|anxiety|overdos~|dosage~|dose|doses|drug|drugs|pregnan~|vaccin~|cancer|diabet~|allerg~|antibiotic~|painkiller~|ibuprofen|paracetamol|insulin|eating disorder~|anorexi~|bulimi~|adhd|autis~|surgery|first aid|hospital~|mental health|panic attack~|prescription~',
    'arzt|arzte|arztin~|arztlich~|medizin~|medikament~|krankheit~|erkrank~|therap~|angststorung~|dosis|dosierung~|uberdosis|droge|drogen|schwanger~|impfung~|impfstoff~|krebs|antibiotik~|schmerzmittel~|essstorung~|magersucht|adhs|erste hilfe|krankenhaus~|psychisch~|psycholog~|panikattacke~',
    'medecin~|docteur|docteurs|medicament~|medicaux|maladie~|deprim~|anxiete|surdose|drogue|drogues|enceinte|grossesse|antibiotique~|antidouleur~|ibuprofene|insuline|boulimi~|tdah|chirurg~|premiers secours|hopital|hopitaux|sante|psychiatr~|ordonnance~',
    'medico|medicos|medica|medicas|medicina~|sintoma~|enfermedad~|terapia~|terapeut~|depresi~|deprimid~|ansiedad~|sobredosis|droga|drogas|embaraz~|vacuna~|alergi~|antibiotico~|analgesico~|insulina|cirugia~|primeros auxilios|salud|psicolog~|psiquiatr~',
    'remedio|remedios|doenca~|dosagem|gravida~|gravidez|gestante~|vacina~|cirurgia~|primeiros socorros|hospitais|saude|receita medica',
    '医者|医師|病院|病気|症状|診断|治療|薬|うつ病|鬱|不安障害|過剰摂取|妊娠|ワクチン|癌|糖尿病|アレルギー|抗生物質|鎮痛剤|インスリン|摂食障害|拒食症|発達障害|手術|応急処置|精神科|メンタルヘルス',
  ],
  money: [
    'invest|invested|investing|investment~|stock market|stocks|crypto~|bitcoin~|loan|loans|mortgage~|tax|taxes|taxed|taxation|refund~|bank|banks|banking|insurance~|pension~|salary|salaries|inheritance|bankrupt~|debt|debts|gambl~|betting|forex|nft|nfts|invoice~|vat|interest rate~|savings|wire transfer~',
    'investier~|investition~|geldanlage~|aktie|aktien|krypto~|kredit|kredite|darlehen|hypothek~|steuererklarung~|steuern zahlen|steuerlich~|steuerberat~|umsatzsteuer|mehrwertsteuer|einkommensteuer|finanzamt|versicherung~|rente|erbschaft~|insolven~|schulden|uberschuld~|glucksspiel~|sportwette~|ruckerstatt~|rechnung|rechnungen|banken|bankkonto|gehalt|zinsen|uberweis~',
    'investir|investiss~|en bourse|la bourse|emprunt~|credit immobilier|pret immobilier|pret bancaire|hypotheque~|impot|impots|fiscal~|fisc|tva|assurance~|retraite|heritage|faillite|dette|dettes|surendett~|jeux d argent|paris sportifs|rembours~|facture|factures|banque~|bancaire~|salaire~|virement~|epargne',
    'invertir|inversion|inversiones|bolsa de valores|cripto~|prestamo~|hipoteca~|impuesto|impuestos|hacienda|seguro medico|seguro de vida|aseguradora~|herencia~|bancarrota|deuda|deudas|apuestas|reembols~|factura|facturas|cuenta bancaria|bancari~|salario~|ahorros',
    'investimento~|emprestimo~|financiamento~|imposto|impostos|receita federal|seguradora~|aposentadoria|heranca~|falencia|divida|dividas|apostas|fatura|faturas|conta bancaria|pix',
    '投資|株式|株価|仮想通貨|暗号資産|ビットコイン|借金|(?<![クド])ローン|税金|確定申告|消費税|保険|年金|相続|破産|ギャンブル|返金|請求書|銀行|給料|送金',
  ],
  safety: [
    'suicid~|kill myself|self harm~|selfharm~|harm myself|hurt myself|end my life|explosive~|bomb|bombs|threat|threats|threaten~|stalk|stalker~|stalking|dox|doxed|doxx~|doxing|abuse|abused|abuser~|abusive|assault~|rape|raped|violence|grooming|groomed|blackmail~|extort~|sextort~|kidnap~|emergency|emergencies|ambulance|poison~|scam|scams|scammed|scammer~|fraud~|phishing|hacked|swatting|swatted',
    'suizid~|selbstmord~|umbringen|das leben nehmen|selbstverletz~|sprengstoff~|bombe|bomben|drohung~|bedroh~|gestalkt|missbrauch~|missbraucht~|vergewaltig~|gewalt|erpress~|entfuhr~|notfall~|notruf~|krankenwagen|vergift~|betrug~|betruger~|gehackt~|belastig~',
    'me tuer|me faire du mal|automutil~|scarifi~|mettre fin a mes jours|explosif~|menace|menaces|menacer|harcel~|abus sexuel~|agress~|viol|violee|violences|chantage|extor~|enlevement|urgence|urgences|empoison~|intoxication~|arnaque~|fraude~|hameconnage|compte pirate',
    'matarme|hacerme dano|autolesi~|quitarme la vida|explosivo~|bomba|bombas|amenaza~|acoso|acosa|acosan|acosador~|doxeo|abuso|abusos|agresion~|violaron|violada|violencia|chantaj~|extors~|secuestr~|emergencia~|ambulancia~|envenen~|intoxic~|estafa~|hackead~|hackearon',
    'me matar|me machucar|tirar minha vida|ameaca~|assedi~|estupr~|agressao|agressoes|chantag~|aliciament~|sequestr~|golpe|golpes|hackearam',
    '自殺|死にたい|自傷|リストカット|爆弾|爆発物|脅迫|脅され|ストーカー|晒され|虐待|性的|レイプ|暴力|恐喝|誘拐|緊急|救急車|中毒|詐欺|フィッシング|乗っ取|いじめ',
  ],
};
