import type { FileNode } from '#core/knowledge/rules/files.ts';
import type { NodeKind, RelationType } from '#core/knowledge/schema.ts';

/**
 * A made-up guild that draws, writes games and plays them, in English, German and Japanese. A line is a node:
 * key | kind | title | text | relations, each `type key`.
 */
const lines = `
t-art | topic | Drawing and painting | Everything that is made with a pencil, a brush or a tablet. |
t-dev | topic | Game development | Engines, code, prototypes and releases. |
t-audio | topic | Sound and music | Composing, recording, mixing. |
t-play | topic | Playing together | Evenings, tournaments and voice lobbies. |
t-write | topic | Story and writing | Plots, dialogue, world building. |
t-safety | topic | Safety and conduct | How we treat each other. |
t-new | topic | Arriving here | First steps after joining. |
t-jobs | topic | Commissions and paid work | Offers, prices, contracts. |
c-welcome | channel | welcome | Say hello and read how things go here. | belongs-to t-new
c-roles | channel | pick-roles | Press a button to get colours and pings. | belongs-to t-new
c-gallery | channel | gallery | Finished pictures only. | belongs-to t-art
c-sketch | channel | sketchbook | Unfinished work and daily practice. | belongs-to t-art
c-critique | channel | critique | Ask for honest feedback. | belongs-to t-art
c-devlog | channel | devlog | Weekly progress of your project. | belongs-to t-dev
c-codehelp | channel | code-help | Bugs, stack traces and engine trouble. | belongs-to t-dev
c-playtest | channel | playtests | Builds that look for testers. | belongs-to t-dev
c-composer | channel | composers-corner | Tracks, loops and samples. | belongs-to t-audio
c-lobby | channel | looking-for-group | Find people for a match tonight. | belongs-to t-play
c-stage | channel | main-stage | Talks and concerts, listeners are muted. | belongs-to t-play
c-tavern | channel | story-tavern | Share chapters and lore. | belongs-to t-write
c-report | channel | report-a-problem | Private tickets to the moderators. | belongs-to t-safety
c-jobs | channel | job-board | Paid offers only, with a budget. | belongs-to t-jobs
r-artist | role | Artist | For people whose portfolio was looked at. | belongs-to t-art
r-dev | role | Developer | Opens build uploads. | belongs-to t-dev
r-tester | role | Playtester | Is pinged when a build is out. | belongs-to t-dev
r-mod | role | Moderator | Helps when something goes wrong. | belongs-to t-safety
r-member | role | Member | Everybody who accepted the rules. | belongs-to t-new
r-composer | role | Composer | May upload long audio. | belongs-to t-audio
r-host | role | Event host | May open the stage and schedule evenings. | belongs-to t-play
ru-credit | rule | Name the source | Nothing that somebody else made without a link to them. | applies-in c-gallery; about t-art
ru-trace | rule | No tracing | Copying lines of somebody else’s piece is not allowed. | about t-art; applies-in c-gallery
ru-aiart | rule | Generated images are labelled | Put [AI] in the first line, or it is removed. | applies-in c-gallery
ru-kind | rule | Critique the work, not the person | Say what could be better and how. | applies-in c-critique
ru-spoil | rule | Hide spoilers | Use the bars for anything newer than two months. | applies-in c-tavern
ru-mute | rule | Push to talk on stage | Nobody wants to hear a keyboard. | applies-in c-stage
ru-nsfw | rule | Nothing for adults only | No nudity, no gore, not even blurred. | about t-safety
ru-dm | rule | No unasked private messages | Do not sell or recruit by writing to members directly. | about t-jobs
ru-pay | rule | Every offer states a budget | An amount and a deadline, or the post goes. | applies-in c-jobs
ru-log | rule | One post a week | Keep updates together in one thread. | applies-in c-devlog
ru-virus | rule | Executables are scanned | Link a build from itch or Steam, never as a raw file. | applies-in c-playtest
ru-harass | rule | No harassment | Insults, stalking and pile-ons end in a ban. | about t-safety
q-artist | question | How do I become an Artist? | Post five pieces and ask for a review; it takes about three days. | needs-role r-artist; about t-art
q-size | question | How large may a file be? | Ten megabytes; with a boosted server fifty. | about c-gallery
q-private | question | Who sees a ticket? | Only you and the moderators. | about c-report
q-appeal | question | I was banned by mistake, what can I do? | Write to the appeal form within thirty days. | about t-safety
q-colour | question | How do I change the colour of my name? | Press the palette and choose one of twelve. | about c-roles
q-ping | question | How do I stop the pings? | Take the bell away where you picked it. | about c-roles; about r-tester
q-engine | question | Which engine should a beginner use? | Godot: it is free and light. | about t-dev
q-testers | question | How do I find people to try my demo? | Upload a link and mention the role. | about c-playtest; about r-tester
q-long | question | Why does my track not upload? | Longer than eight minutes needs a special permission. | needs-role r-composer; about c-composer
q-host | question | May I run an evening myself? | Ask for it two weeks ahead with a title and a time. | needs-role r-host; about t-play
q-rate | question | What should I charge for a portrait? | Between forty and ninety euro for a bust, says our survey. | about t-jobs
q-contract | question | Is there a template for an agreement? | Yes, two pages, use it before you take a deposit. | about t-jobs; leads-to l-contract
q-verify | question | Why can I not write anywhere? | You have to accept the rules first. | about c-welcome; needs-role r-member
q-lore | question | Where do I put my world’s history? | Begin a thread and pin a summary. | about c-tavern
q-record | question | Are talks kept? | Yes, for a month, on our video page. | about c-stage; leads-to l-video
e-jam | event | Winter game jam | 48 hours, theme on Friday at six. | belongs-to t-dev; leads-to c-devlog
e-inktober | event | Ink month | A drawing a day in October. | belongs-to t-art; leads-to c-sketch
e-friday | event | Friday lobby | Party games every week at eight. | belongs-to t-play; leads-to c-lobby
e-concert | event | Chiptune concert | Live sets once a season. | about t-audio; applies-in c-stage
e-workshop | event | Anatomy workshop | Hands and faces with a guest. | about t-art; applies-in c-stage
l-contract | link | Commission template | https://example.com/contract | about t-jobs
l-video | link | Video archive | https://example.com/talks | leads-to c-stage
l-appeal | link | Appeal form | https://example.com/appeal | answers q-appeal; about t-safety
l-brushes | link | Free brushes | https://example.com/brushes | about t-art
l-style | link | Pixel palette generator | https://example.com/palettes | about t-art
l-godot | link | First steps with Godot | https://example.com/godot | answers q-engine; about t-dev
d-einstieg | topic | Einstieg | Was du am ersten Tag tust. |
d-malen | topic | Malerei und Zeichnung | Aquarell, Tusche, digital. |
d-technik | topic | Technik und Geräte | Rechner, Mikrofone, Tabletts. |
d-spiel | topic | Spieleabende | Runden, Turniere, Termine. |
d-recht | topic | Urheberrecht | Wem ein Werk gehört. |
d-hilfe | topic | Hilfe und Streit | Wenn etwas schiefgeht. |
d-hallo | channel | hallo-zusammen | Stell dich in zwei Sätzen vor. | belongs-to d-einstieg
d-atelier | channel | atelier | Skizzen und halbfertige Bilder. | belongs-to d-malen
d-wand | channel | bilderwand | Nur fertige Werke. | belongs-to d-malen
d-werkstatt | channel | werkstatt | Fragen zu Hardware und Treibern. | belongs-to d-technik
d-runde | channel | mitspieler-gesucht | Wer hat heute Zeit? | belongs-to d-spiel
d-sprech | channel | sprechzimmer | Vertrauliche Gespräche mit dem Team. | belongs-to d-hilfe
d-markt | channel | flohmarkt | Gebrauchtes unter Mitgliedern. | belongs-to d-technik
d-kino | channel | kinosaal | Gemeinsam Filme schauen. | belongs-to d-spiel
d-pate | role | Pate | Begleitet Neue in der ersten Woche. | belongs-to d-einstieg
d-maler | role | Malerin | Darf auf die große Wand. | belongs-to d-malen
d-leit | role | Spielleitung | Plant und leitet Runden. | belongs-to d-spiel
d-team | role | Teammitglied | Entscheidet bei Streit. | belongs-to d-hilfe
d-r-quelle | rule | Quelle nennen | Wer Fremdes zeigt, schreibt dazu, von wem es ist. | about d-recht; applies-in d-wand
d-r-foto | rule | Keine Fotos von Mitgliedern | Auch nicht mit Einverständnis. | about d-hilfe
d-r-laut | rule | Mikrofon stumm in der Vorstellung | Popcorn hört man. | applies-in d-kino
d-r-preis | rule | Festpreis angeben | Kein Feilschen, keine Auktionen. | applies-in d-markt
d-r-versand | rule | Versand zahlt der Käufer | Es sei denn, es steht anders da. | applies-in d-markt
d-r-absage | rule | Rechtzeitig absagen | Bis zum Mittag, sonst rückt jemand nach. | about d-spiel; applies-in d-runde
d-r-ton | rule | Sachlich bleiben | Keine Beleidigungen, kein Spott. | about d-hilfe
d-q-pate | question | Wie bekomme ich jemanden, der mir alles zeigt? | Schreib dein Stichwort „Kompass“, dann meldet sich jemand. | about d-hallo; needs-role d-pate
d-q-wand | question | Ab wann darf ich ausstellen? | Nach drei Rückmeldungen zu deinen Entwürfen. | about d-wand; needs-role d-maler
d-q-stift | question | Der Stift reagiert nicht mehr, was tun? | Treiber neu einspielen und ein anderes Kabel probieren. | about d-werkstatt
d-q-rausch | question | Warum rauscht es in der Aufnahme? | Meist liegt es am Netzteil des Laptops. | about d-technik
d-q-anmeld | question | Wie melde ich mich für eine Runde an? | Mit dem Würfel unter der Ankündigung. | about d-spiel; about d-runde
d-q-leiten | question | Kann ich selbst ein Abenteuer anbieten? | Ja, nach zwei Abenden als Gast. | needs-role d-leit; about d-spiel
d-q-streit | question | Wohin mit einer Beschwerde? | Öffne ein vertrauliches Gespräch; zwei Leute antworten. | about d-sprech
d-q-sperre | question | Wie lange dauert eine Auszeit? | Erst einen Tag, dann eine Woche, dann für immer. | about d-hilfe
d-q-film | question | Wer sucht den Film aus? | Es wird am Mittwoch abgestimmt. | about d-kino
d-q-druck | question | Darf ich Werke anderer ausdrucken? | Für dich zu Hause ja, zum Verkauf nie. | about d-recht
d-q-garantie | question | Was, wenn das Gekaufte kaputt ankommt? | Die Verkäuferin nimmt es binnen sieben Tagen zurück. | about d-markt
d-q-tablett | question | Welches Gerät taugt für den Anfang? | Ein kleines ohne Bildschirm reicht völlig. | about d-technik; about d-malen
d-e-tusche | event | Tuschewoche | Sieben Tage schwarz auf weiß. | belongs-to d-malen; leads-to d-atelier
d-e-turnier | event | Herbstturnier | Acht Teams, zwei Wochenenden. | belongs-to d-spiel; leads-to d-runde
d-e-repair | event | Reparaturabend | Bring mit, was nicht mehr geht. | about d-technik; leads-to d-werkstatt
d-e-film | event | Lange Nacht | Drei Klassiker hintereinander. | applies-in d-kino; about d-spiel
d-l-treiber | link | Treibersammlung | https://example.com/treiber | answers d-q-stift; about d-technik
d-l-recht | link | Merkblatt | https://example.com/merkblatt | about d-recht
d-l-regeln | link | Würfelregeln kurz | https://example.com/wuerfel | about d-spiel
j-new | topic | はじめての方へ | 参加してから最初にすること。 |
j-art | topic | イラスト | 絵を描く人のための場所。 |
j-music | topic | 音楽制作 | 作曲と録音。 |
j-game | topic | ゲーム大会 | 対戦と協力プレイ。 |
j-safe | topic | 安心とマナー | 困ったときと約束ごと。 |
j-lang | topic | 語学交流 | 言葉を教え合う。 |
j-hello | channel | 自己紹介 | 名前と好きなものを書く。 | belongs-to j-new
j-draw | channel | お絵かき部屋 | 下書きや練習。 | belongs-to j-art
j-exhibit | channel | 展示室 | 完成した作品だけ。 | belongs-to j-art
j-dtm | channel | 作曲部屋 | 曲の断片や相談。 | belongs-to j-music
j-match | channel | 対戦募集 | 今夜の相手を探す。 | belongs-to j-game
j-voice | channel | 通話ラウンジ | 雑談しながら遊ぶ。 | belongs-to j-game
j-consult | channel | 相談窓口 | 運営だけが読む。 | belongs-to j-safe
j-english | channel | 英会話 | 毎日ひとこと。 | belongs-to j-lang
j-staff | role | 運営 | もめごとを解決する。 | belongs-to j-safe
j-painter | role | 絵師 | 展示室に投稿できる。 | belongs-to j-art
j-player | role | 選手 | 大会の通知を受け取る。 | belongs-to j-game
j-tutor | role | 先生 | 授業を開ける。 | belongs-to j-lang
j-r-repost | rule | 無断転載の禁止 | 他人の作品を許可なく載せない。 | about j-art; applies-in j-exhibit
j-r-quiet | rule | 深夜は静かに | 二十三時以降は大声を出さない。 | applies-in j-voice
j-r-cheat | rule | チート禁止 | 不正なツールを使った人は失格。 | about j-game
j-r-abuse | rule | 悪口を言わない | 意見は丁寧に伝える。 | about j-safe
j-r-ad | rule | 宣伝は月一回 | 自分の動画や配信の告知に限る。 | about j-safe
j-r-jp | rule | 日本語は使わない | ここでは間違えても英語で。 | applies-in j-english
j-q-painter | question | 作品を飾るにはどうすればいいですか | 三枚見せて、認めてもらう必要があります。 | needs-role j-painter; about j-exhibit
j-q-format | question | 画像の形式は何がいいですか | PNGが一番きれいです。 | about j-art
j-q-join | question | 大会に出るには | 開始の一時間前までに受付ボタンを押します。 | needs-role j-player; about j-game
j-q-late | question | 遅刻したらどうなりますか | 十分待って、来なければ不戦敗です。 | about j-match; about j-game
j-q-mic | question | 声が聞こえないと言われます | 入力機器の設定を見直してください。 | about j-voice
j-q-anon | question | 名前を出さずに伝えられますか | はい、匿名で送れます。 | about j-consult
j-q-class | question | 教える側になりたいです | 体験授業を一度開いてください。 | needs-role j-tutor; about j-lang
j-q-soft | question | 無料で使えるソフトはありますか | 入門用の一覧があります。 | about j-music; leads-to j-l-soft
j-q-copy | question | 有名な曲を弾いて載せてもいいですか | 演奏はかまいませんが、音源の使用はできません。 | about j-dtm
j-q-leave | question | しばらく休みたいときは | 連絡はいりません。いつでも戻れます。 | about j-new
j-e-cup | event | 夏の杯 | 三十二人の勝ち抜き戦。 | belongs-to j-game; leads-to j-match
j-e-draw | event | 一時間お絵かき | 毎週土曜、お題は当日。 | belongs-to j-art; leads-to j-draw
j-e-talk | event | 朝の英語 | 平日の七時から十五分。 | about j-lang; applies-in j-english
j-e-live | event | 発表会 | 一人一曲ずつ披露する。 | about j-music; applies-in j-voice
j-l-soft | link | ソフト一覧 | https://example.com/soft | about j-music
j-l-pose | link | ポーズ集 | https://example.com/pose | about j-art
j-l-rule | link | 大会規約 | https://example.com/kiyaku | about j-game
`;

const unplaced = lines
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((part) => part.trim()));

/** The guild’s graph, as an import takes it: each node under its key. */
export const guildNodes: readonly FileNode[] = unplaced.map(
  ([id = '', kind = '', title = '', text = '', related = '']) => ({
    id,
    kind: kind as NodeKind,
    title,
    text,
    reviewOn: null,
    discordId: null,
    relations: related
      .split(';')
      .filter((one) => one.trim() !== '')
      .map((one) => {
        const [type = '', to = ''] = one.trim().split(' ');
        return { type: type as RelationType, to };
      }),
  }),
);
