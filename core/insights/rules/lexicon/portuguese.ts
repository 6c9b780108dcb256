import type { Lexicon } from './lexicon.ts';

export const portuguese: Lexicon = {
  spaced: true,
  up: 'mais(?! baix| pequen| tranquil| calm)|alt[oa]~|sub[iu]~|aument~|cresc~|maior~|acima|dobr~|duplic~|triplic~|superior~|ganh~|salt~|elev~',
  down: 'menos|baix[oaou]~|diminu~|ca[ií]~|caem|queda~|reduz~|menor~|abaixo|inferior~|perd~|tranquil~|desc~',
  most: 'escreveu-se mais|em que mais|recorde~|máxim~|pico~|o mais|a mais alta|os mais|as mais',
  least: 'mínim~|o menos|as menos|os menos',
  numbers:
    'zero|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|catorze|quatorze|quinze|dezesseis|dezessete|dezoito|dezenove|vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa|cem|cento~|duzent~|trezent~|mil|milhar~|milhão|milhões|dúzia~|primeir~|segund[oa]s?|terceir~|quart[oa]s?|quint[oa]~|dobro|triplo|vários|várias|por cento',
  factors: {
    dobrou: [1.9, 2.15],
    dobraram: [1.9, 2.15],
    duplicou: [1.9, 2.15],
    triplicou: [2.85, 3.2],
    triplicaram: [2.85, 3.2],
  },
  parts: { metade: 0.5, terço: 1 / 3 },
  cause:
    'porque|causa~|devido|graças|motivo~|razão|razões|provoc~|lev[oa]u?~|resultado|consequência~|por isso|explic~|culpa',
  verdict:
    'bo[ma]|bons|boas|mau|má|ruim|melhor~|pior~|saudáve~|alarm~|preocup~|sucesso~|fracass~|excelente~|parabéns|infelizmente|felizmente|deve~|deveria~|precis~|recom~|tente~|considere~|problema~|crise~|bem|ótim~',
  absolute: 'não|nunca|jamais|nada|ninguém|nenhum~|nem|sem|sempre|todo|todos|toda|todas|cada|apenas|inteir~|mal',
  certain: 'cert[oa]~|certeza|segur[oa]~|dúvida~|evidente~|clar[oa]~|prova~|garant~|significativ~|inegáve~',
  times:
    'há semanas|há dias|seguid[oa]s|há tempos|recentemente|ontem|hoje|amanhã|mês|meses|mensal~|mensais|ano|anos|anua~|trimestre~|fim de semana|fins de semana|manhã~|tarde~|noite~|primavera|verão|outono|inverno|natal|janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|segunda.feira~|terça~|quarta.feira~|quinta.feira~|sexta~|sábado~|domingo~',
  weekBefore: 'semana anterior|semana passada|semana prévia|semana de antes',
  past: 'antes|anterior~|prévi[oa]~|semana passada|habitua~|norma~|média|meio|frente|contra|comparad~|relação|quanto',
  than: '(?:mais|menos|maior|menor)[^.]{0,40}? (?:do )?que|frente a|contra|comparad~ com|em relação a',
  thanStandsBehind: false,
  fromTo: 'de (S)(?: \\p{L}+){0,2} (?:para|a) (S)',
  weeks: 'semanas?|dias da semana',
  people: 'pessoas|membros|gente|usuários',
  measures: {
    messages: 'mensage~',
    voice: 'voz|vozes|fal[oa]~|chamada~',
    joins: 'entrad~|entr[oa]u?~|entraram|nov[oa]s',
    leaves: 'saíd~|sai~|saiu|saíram|deixaram',
    active: 'ativ[oa]~',
  },
  constants: ['7 dias', 'sete dias', 'todas as mensagens', 'um dia médio'],
  ofKind: {
    leavers: ['menos de um dia'],
    week1: ['segunda semana'],
    week4: ['quinta semana'],
    record: ['cada uma das'],
    quiet: ['cada uma das'],
    woke: ['sem nenhuma', 'sem mensagens'],
    silent: ['nenhuma mensagem', 'sem mensagens'],
  },
  capitals:
    'nest[ea]s?|ness[ea]s?|ficou|ficaram|estiveram|o|a|os|as|um|uma|de|do|da|dos|das|em|no|na|nos|nas|com|por|para|após|desde|durante|entre|ao|há|é|são|foi|foram|houve|escreveu|quem|este|esta|estes|estas|isso|mensage~|tempo|membros?|entradas?|saídas?|mais|menos|cerca|discord|e|se|parte|atividade|aproximadamente|também|sobre|ativos',
};
