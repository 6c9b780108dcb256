/** What members ask, worded otherwise than what is written down, and the node that says it: key | question. */
const lines = `
ru-credit | do I need to credit the original author when sharing in the gallery?
ru-trace | can I trace a drawing that I like?
ru-aiart | am I allowed to post AI pictures in the gallery
ru-kind | what tone should feedback in critique have
ru-spoil | how do you handle spoilers for new stories in the tavern
ru-mute | my keyboard is loud, can I leave my mic open during a talk on the stage
ru-nsfw | is nudity okay if it is behind a blur
ru-dm | somebody keeps recruiting me in private messages for paid commissions
ru-pay | my job offer was removed, did it need a price
ru-log | how often can I post progress of my project in the devlog
ru-virus | can I attach an exe for the playtest
ru-harass | what happens to people who insult others
q-artist | what does it take to get the artist role
q-artist | portfolio review how long until I am an artist
q-size | my picture is too big for the gallery, what is the limit in megabytes
q-private | can everybody read what I report?
q-appeal | unfair ban, who can lift it
q-colour | change name color where
q-ping | too many notifications, turn off playtester pings
q-engine | best engine for somebody new to game development
q-testers | looking for testers for my demo
q-testers | how do I get feedback on a build from players
q-long | upload of a ten minute song fails in composers corner
q-host | I want to organise a game night, how
q-rate | price for a commissioned portrait
q-contract | agreement for a commission before paying a deposit
q-verify | I just joined and cannot send messages
q-lore | where should the lore of my world go
q-record | missed the talk, is there a recording
e-jam | when does the game jam start
e-inktober | is there an october drawing challenge
e-friday | weekly party games with others, which day
e-concert | live music on the stage
e-workshop | learn to draw hands
l-contract | download a commission contract
l-video | watch old talks
l-appeal | form to appeal a ban
l-brushes | brushes for painting
l-style | palettes for pixel art
l-godot | tutorial for godot
c-report | tell the moderators about a problem
c-critique | where to get honest feedback on my drawing
c-lobby | find people to play a match with tonight
c-jobs | where are paid offers posted
c-sketch | place for daily practice sketches
r-tester | which role gets pinged for new builds
r-host | who can open the stage for an evening
c-codehelp | my code has a bug, where do I ask
d-r-quelle | muss ich dazuschreiben, von wem ein fremdes Bild ist
d-r-foto | darf ich ein Foto von einem Mitglied posten
d-r-laut | Mikro aus während des Films im Kino?
d-r-preis | kann man auf dem Flohmarkt handeln oder gilt ein fester Preis
d-r-versand | wer zahlt das Porto beim Flohmarkt, Käufer oder Verkäufer
d-r-absage | ich kann doch nicht zum Spieleabend, bis wann absagen
d-r-ton | Beleidigung im Streit, was gilt
d-q-pate | ich bin neu, wer zeigt mir den Server? gibt es einen Paten
d-q-pate | Kompass Stichwort für Neue
d-q-wand | wann darf ich auf der Bilderwand ausstellen
d-q-wand | wie viele Rückmeldungen brauche ich als Malerin
d-q-stift | mein Stift geht nicht, Treiber?
d-q-stift | Werkstatt: Stift tot
d-q-rausch | Rauschen bei Aufnahmen mit dem Laptop
d-q-anmeld | Anmeldung zum Spieleabend mit Würfel
d-q-leiten | ich möchte ein Abenteuer leiten, darf ich Spielleitung werden
d-q-streit | Beschwerde über jemanden, vertraulich
d-q-sperre | Auszeit Dauer bei Streit
d-q-film | welcher Film läuft im Kino, wer entscheidet
d-q-druck | Urheberrecht: ausdrucken und verkaufen erlaubt?
d-q-garantie | auf dem Flohmarkt gekauft und kaputt, Rückgabe
d-q-tablett | Tablett zum Zeichnen für Anfänger
d-e-tusche | Woche nur mit Tusche zeichnen
d-e-turnier | wann ist das Turnier im Herbst mit Teams
d-e-repair | Gerät kaputt, gibt es einen Abend zum Reparieren
d-e-film | mehrere Filme in einer Nacht im Kino
d-l-treiber | wo gibt es Treiber
d-l-recht | Merkblatt zum Urheberrecht
d-l-regeln | kurze Regeln fürs Würfeln am Spieleabend
d-hallo | wo stelle ich mich vor
d-atelier | wohin mit halbfertigen Skizzen
d-werkstatt | Fragen zur Hardware stellen
d-runde | Mitspieler für heute finden
d-sprech | mit dem Team vertraulich sprechen
d-markt | gebrauchte Geräte verkaufen an Mitglieder
d-kino | zusammen einen Film schauen
d-pate | wer begleitet neue Leute in der ersten Woche
d-team | wer entscheidet, wenn es Streit gibt
d-leit | wer plant die Runden
j-r-repost | 他の人の絵を展示室に載せてもいいですか
j-r-quiet | 夜遅くに通話で騒いでもいい?
j-r-cheat | 大会で不正ツールを使うとどうなる
j-r-abuse | 悪口を言われたらマナー違反ですか
j-r-ad | 自分の配信を宣伝したい
j-r-jp | 英会話で日本語を話していいですか
j-q-painter | 展示室に作品を飾りたい
j-q-painter | 絵師になるには何枚必要
j-q-format | イラストはPNGで保存するべき?
j-q-join | 大会の受付はいつまで
j-q-join | 選手として出場したい
j-q-late | 対戦に遅刻したら負けになる?
j-q-mic | 通話で自分の声が聞こえないらしい
j-q-anon | 相談窓口は匿名で使える?
j-q-class | 語学の先生になりたい
j-q-soft | 作曲の無料ソフト
j-q-copy | 有名な曲の演奏を作曲部屋に載せたい
j-q-leave | しばらく参加を休みたい
j-e-cup | 夏の大会は何人
j-e-draw | 土曜のお絵かきのお題
j-e-talk | 朝に英語を話す会
j-e-live | 音楽の発表会で何曲演奏できますか
j-l-soft | 音楽制作のソフト一覧はどこ
j-l-pose | イラストのポーズの参考
j-l-rule | 大会の規約を読みたい
j-hello | 自己紹介はどこに書く
j-draw | 下書きや練習を見せる場所
j-exhibit | 完成した絵はどこに出す
j-match | 今夜の対戦相手を探したい
j-consult | 運営に相談したい
j-english | 毎日英語を練習したい
j-painter | 展示室に投稿できるのは誰
j-tutor | 授業を開けるのは誰
j-staff | もめごとを解決してくれる人
j-player | 大会の通知がほしい
`;

export interface AskedQuestion {
  /** Key of the node that says it. */
  wanted: string;
  words: string;
  language: 'en' | 'de' | 'ja';
}

export const questions: readonly AskedQuestion[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [wanted = '', words = ''] = line.split('|').map((part) => part.trim());
    return { wanted, words, language: wanted.startsWith('j-') ? 'ja' : wanted.startsWith('d-') ? 'de' : 'en' };
  });
