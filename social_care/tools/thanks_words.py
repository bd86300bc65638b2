# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Phrases of thanks in the languages of the word lists of the analysis.

One phrase per line. ``(a|b)`` stands for either, ``(a|)`` for an optional word. Phrases
in ``THANKS`` make a message one of thanks. Phrases in ``BESIDE`` need no reply but are
no thanks by themselves: "ok" may answer a question of ours. Words that may ask,
complain, deny or order ("but", "not", "for nothing", "in advance") are in neither.
"""

THANKS = """
thanks (again|)
(many|much|huge|big|tons of|a thousand) thanks (again|)
thanks (so much|very much|a lot|a million|a bunch|a ton|heaps|loads) (again|)
thank (you|u) (again|)
thank (you|u) (so|very) much (again|)
thankyou
thx
thnx
thanx
tnx
ty
tysm
tyvm
tks
much obliged
cheers
(much|very much|greatly|highly|really|) appreciated
(i|we|) (really|very much|greatly|do|) appreciate (it|that|this|your help)

danke
danke (schön|schoen|sehr|vielmals|dir|ihnen|euch|nochmal|nochmals)
danke (dir|ihnen|euch|) (vielmals|sehr)
(vielen|herzlichen|besten|lieben|tausend|schönen) dank (auch|nochmal|nochmals|)
(ich|wir) (danke|danken) (dir|ihnen|euch|) (sehr|herzlich|vielmals|)
dankeschön
dankeschoen
merci vielmals

merci
merci (beaucoup|bien|infiniment|encore|bcp|mille fois)
(mille|un grand|grand) merci
(je|nous) (vous|te) (remercie|remercions) (beaucoup|infiniment|)

gracias
(muchas|muchísimas|mil|muchisimas) gracias
gracias (de nuevo|otra vez|igualmente)
(le|les|te|os) agradezco (mucho|)
(muy|) agradecid(o|a)
mil gracias

grazie
grazie (mille|tante|infinite|ancora|di cuore|di tutto|molte)
(mille|tante|molte) grazie
(la|ti|vi) ringrazio (molto|tanto|)

dzięki
dzieki
dzięki (wielkie|bardzo|serdeczne|jeszcze raz)
(wielkie|serdeczne) dzięki
dziękuję
dziekuje
(bardzo|serdecznie|ślicznie|) dziękuję (bardzo|serdecznie|jeszcze raz|)
(bardzo|) dziekuje (bardzo|)
dziękujemy (bardzo|)
dzięks
dzięx

obrigad(o|a)
(muito|muitíssimo|mto) obrigad(o|a)
obrigad(o|a) (mesmo|novamente|de novo|pela ajuda)
agradecid(o|a)
(eu|) agradeço (muito|)
valeu
brigad(o|a)
obg

спасибо
спасибо (большое|огромное|вам|тебе|ещё раз|еще раз|всем)
(большое|огромное) спасибо
(большое|огромное|) спасибо (вам|тебе) (большое|огромное|)
благодарю (вас|тебя|)
благодарим (вас|)
спс
спасибки
spasibo (bolshoe|)

谢 谢
谢 谢 (你|您|你 们|您 们|啦|了|哦|哈)
多 谢
非 常 感 谢
十 分 感 谢
感 谢 (你|您|)
谢 了
谢 啦
谢 过
xie xie
xiexie
謝 謝
謝 謝 (你|您|)
多 謝
感 謝
非 常 感 謝
"""

BESIDE = """
(ok|okay|okey|oki|alright|all right|fine|ah|oh|aha)
(great|super|perfect|cool|nice|awesome|wonderful|excellent|brilliant|fantastic|amazing)
(lovely|sweet|very good|very nice|good|well done|great job|good job|great service)
(got it|understood|noted|received|will do)
(all good|all clear|all sorted|sorted|solved|resolved) (now|)
(it|that|everything|all|) (works|worked|helped|is solved|is fixed) (now|)
(it|that|everything|all) (is|s) (working|fine|ok|okay|good) (now|)
that (helps|helped) (a lot|)
(have a) (nice|good|great|lovely|wonderful) (day|evening|weekend|week|one|time)
(same to you|you too|take care|bye|see you)
(hi|hello|hey|dear) (all|everyone|team|guys|sir|madam|there|)
(everyone|guys|team|all|folks|mate|man|again|sir|madam|both|indeed|and|so much)
so (quickly|fast)
for (the|your|all the|all your|this|that|)
 \\ (quick|fast|prompt|kind|great|swift|good|super|speedy|very quick|very fast|)
 \\ (help|reply|response|answer|support|info|information|assistance|service|time)
for (the|your) (update|effort|efforts|patience|clarification|explanation|feedback)
for (everything|all|that|this|it|letting me know|getting back to me|helping (me|us|))
(best|kind|warm|kindest|) regards
(best|best wishes|all the best|yours sincerely|sincerely|br)

(gut|super|toll|prima|perfekt|klasse|top|alles klar|klar|passt|in ordnung)
(alles gut|sehr gut|sehr nett|wunderbar|ausgezeichnet|genial|spitze|verstanden|erledigt)
(es|das|jetzt|alles|) (funktioniert|klappt|geht) (jetzt|nun|wieder|)
(das|es|) hat (geholfen|geklappt|funktioniert)
(hallo|hi|liebes|an das|das ganze|) team
(und|auch|nochmal|nochmals|euch allen|an alle)
für (die|ihre|eure|deine|)
 \\ (schnelle|rasche|prompte|freundliche|tolle|nette|gute|)
 \\ (hilfe|antwort|rückmeldung|info|information|unterstützung|auskunft|mühe|bearbeitung)
für (den|ihren|euren|) (tollen|guten|schnellen|) (service|support|hinweis|einsatz)
für alles
(einen|) (schönen|guten) (tag|abend|feierabend) (noch|)
(ein|) (schönes|gutes) wochenende
(mit|) (freundlichen|freundliche|besten|beste|herzlichen|herzliche|vielen|viele|liebe)
 \\ (grüßen|grüße|grüssen|gruß|gruss)
(lg|vg|mfg|gruß|gruss|grüße|bis bald|tschüss)

(d accord|très bien|parfait|génial|super|top|nickel|compris|bien reçu|bonjour)
(ça|tout) (marche|fonctionne|va) (maintenant|bien|)
(à|) (vous|toi|tous|toute l équipe|l équipe)
pour (votre|ton|ta|vos|l|la|le|cette|)
 \\ (aide|réponse|retour|rapidité|réactivité|info|information|service|soutien|travail)
 \\ (rapide|)
pour tout
(bonne) (journée|soirée|continuation)
(bien|) cordialement
(et|encore|cdt|cdlt|bien à vous|bien à toi|salutations)

(vale|perfecto|genial|estupendo|muy bien|bien|listo|entendido|recibido|de acuerdo)
(todo|ya|) (funciona|va bien|está bien|solucionado|resuelto) (ya|ahora|)
por (la|su|tu|vuestra|el|)
 \\ (ayuda|respuesta|información|info|atención|rapidez|soporte|servicio|tiempo)
 \\ (rápida|tan rápida|)
por todo
(a|) (ustedes|ti|usted|vosotros|todos)
(un|) (cordial|) (saludo|saludos)
(que tengan?|) (buen|buena) (día|tarde|noche|fin de semana)
(y|atentamente|hola|otra vez)

(va bene|perfetto|ottimo|benissimo|bene|capito|ricevuto|d accordo|risolto|ciao)
(tutto|ora|adesso|) (funziona|risolto|a posto) (tutto|ora|adesso|)
per (l|la|il|lo|)
 \\ (aiuto|risposta|informazione|info|supporto|assistenza|servizio|disponibilità)
 \\ (rapida|veloce|)
per tutto
(a|) (voi|te|lei|tutti)
(buona|buon) (giornata|serata|weekend|lavoro)
(cordiali|distinti|tanti|) saluti
(e|ancora|salve|buongiorno)

(dobrze|super|świetnie|super sprawa|rozumiem|jasne|spoko|pięknie|rewelacja|git)
(wszystko|już|) (działa|gra|ok|jasne|dobrze) (już|)
za (szybką|miłą|) (pomoc|odpowiedź|informację|info|obsługę|wsparcie|reakcję)
za (wszystko|informacje)
(wam|panu|pani|państwu|jeszcze raz|i|bardzo)
(miłego|dobrego) (dnia|wieczoru|weekendu)
(pozdrawiam|pozdrowienia|pozdr) (serdecznie|)
z poważaniem
(dzień dobry|cześć)

(certo|perfeito|ótimo|otimo|ótima|beleza|blz|entendi|recebido|tudo bem|show)
(tudo|já|agora|) (funciona|funcionou|resolvido|certo) (agora|)
(pela|pelo|por) (sua|seu|tua|teu|a|o|)
 \\ (ajuda|resposta|informação|info|atenção|rapidez|suporte|atendimento|apoio|retorno)
 \\ (rápida|rápido|)
por tudo
(a|) (vocês|você|todos)
(bom|boa) (dia|tarde|noite|fim de semana)
(um|) (abraço|abraços)
(atenciosamente|att|cumprimentos|com os melhores cumprimentos|e|olá|oi)

(хорошо|отлично|супер|понятно|понял|поняла|ясно|ок|окей|здорово|замечательно)
(всё|все|уже|) (работает|заработало|решено|получилось|хорошо) (теперь|)
за (быструю|оперативную|вашу|) (помощь|поддержку|информацию|работу)
за (быстрый|оперативный|ваш|) (ответ)
(за всё|за все|вам|всем|очень|и|ещё раз|еще раз)
(хорошего|доброго) (дня|вечера)
(с уважением|здравствуйте|привет|добрый день)

(好|好 的|好 滴|行|收 到|明 白|明 白 了|知 道 了|可 以|可 以 了|没 问 题|不 错|太 好 了)
(解 决 了|已 经 解 决|搞 定|搞 定 了|你 好|您 好|嗯|嗯 嗯|哦|啦|了|的)
(你 的|您 的|你 们 的|您 们 的|) (帮 助|帮 忙|回 复|支 持|解 答|服 务|答 复)
(辛 苦 了|祝 好|再 见|非 常|麻 烦 了)
"""

# Hands, hearts and friendly faces.
EMOJI = frozenset(
    "👍👌🙏🤝👏🙌💪🤗😊🙂😀😃😄😁☺😉😍🥰😘😇🤩😎🥳🎉🎊💯✅✔☑🆗💐🌹🌸⭐🌟✨🫶🤙✌🫡"
    "❤♥🧡💛💚💙💜🤎🖤🤍💖💗💓💕💞💝🩷🩵🩶😌🤘🍀🙇💁🏆🥇"
)
