# Why a limit says no. A refusal is put together from whole sentences, in this order: what is used
# or not allowed, where that is set, and what to do. Every message stands on one line.

# Names of limits, as headings and between quotes.
# What is counted, whose and how long: Images per member per day, Bot budget per month
limit-name-counted = { $whose ->
        [bot] { $measure ->
            [images] Bilder des Bots
            [money] Budget des Bots
           *[jobs] Anfragen an den Bot
        }
        [member] { $measure ->
            [images] Bilder
            [money] Dollar
           *[jobs] Anfragen
        } pro Mitglied
        [user] { $measure ->
            [images] Bilder
            [money] Dollar
           *[jobs] Anfragen
        } pro Person auf allen Servern
        [server] { $measure ->
            [images] Bilder
            [money] Dollar
           *[jobs] Anfragen
        } pro Server
       *[capped-server] { $measure ->
            [images] Obergrenze des Besitzers: Bilder
            [money] Obergrenze des Besitzers: Dollar
           *[jobs] Obergrenze des Besitzers: Anfragen
        } pro Server
    } { $span ->
        [day] pro Tag
        [month] pro Monat
       *[now] gleichzeitig
    }
limit-name-cooldown = Cooldown
limit-name-models = Modelle
limit-name-sizes = Größen
limit-name-count = Bilder pro Anfrage
limit-name-references = Angehängte Bilder pro Anfrage
limit-name-private = Private Bilder
limit-name-nsfw = Altersbeschränkte Kanäle

# Where a limit was set; $mention is shown by Discord as the name of the channel or role. It stands
# in limit-source and limit-cooldown-set.
limit-set-by = { $kind ->
        [owner] vom Bot-Betreiber festgelegt
        [server] für diesen Server festgelegt
        [category] für die Kategorie { $mention } festgelegt
        [channel] für { $mention } festgelegt
       *[role] für die Rolle { $mention } festgelegt
    }
# $rule is the limit's name in the command /limits, $origin is limit-set-by.
limit-source = Das ist das Limit `{ $rule }`, { $origin }.
# $when is a time that Discord counts down to, such as: in 2 hours
limit-source-until = Das ist das Limit `{ $rule }`, { $origin }; es erneuert sich { $when }.

# What to do
limit-todo-ask-moderator = Es sind keine Kosten entstanden. Wende dich an die Moderation.
limit-todo-ask-owner = Es sind keine Kosten entstanden. Wende dich an den Bot-Betreiber.
limit-todo-less = Es sind keine Kosten entstanden. Fordere weniger an oder wähl ein günstigeres Modell.
limit-todo-when-done = Es sind keine Kosten entstanden. Versuch es wieder, sobald einer fertig ist.
limit-todo-then = Es sind keine Kosten entstanden. Versuch es dann noch einmal.
limit-todo-then-or-cheaper = Es sind keine Kosten entstanden. Versuch es dann noch einmal oder mit einem günstigeren Modell.
limit-todo-choose = Es sind keine Kosten entstanden. Wähl etwas, das erlaubt ist.
limit-todo-fewer = Es sind keine Kosten entstanden. Versuch es noch einmal mit weniger.
limit-todo-without = Es sind keine Kosten entstanden. Versuch es noch einmal ohne angehängte Bilder.
limit-todo-not-private = Es sind keine Kosten entstanden. Versuch es noch einmal ohne `private`.
limit-todo-other-channel = Es sind keine Kosten entstanden. Versuch es in einem anderen Kanal noch einmal.

# Nothing is allowed at all
limit-none-pictures = { $whose ->
        [member] Für dich sind keine Bilder erlaubt.
        [server] Auf diesem Server sind keine Bilder erlaubt.
       *[bot] Es sind keine Bilder erlaubt.
    }
limit-none-money = { $whose ->
        [member] Für deine Bilder darf kein Geld ausgegeben werden.
        [server] Für Bilder auf diesem Server darf kein Geld ausgegeben werden.
       *[bot] Für Bilder darf kein Geld ausgegeben werden.
    }
limit-none-jobs = { $whose ->
        [member] Für dich sind keine Befehle erlaubt.
        [server] Auf diesem Server sind keine Befehle erlaubt.
       *[bot] Es sind keine Befehle erlaubt.
    }

# One wish is more than the whole limit
limit-too-much-pictures = Du hast { $asked ->
        [one] { $asked } Bild
       *[other] { $asked } Bilder
    } angefordert, aber das Limit liegt insgesamt bei nur { $cap }.
limit-too-much-money = Das hier kann bis zu { $asked } kosten, aber das Limit liegt insgesamt bei nur { $cap }.
limit-too-much-jobs = Du hast { $asked ->
        [one] { $asked } Befehl
       *[other] { $asked } Befehle
    } auf einmal gegeben, aber das Limit liegt bei nur { $cap }.

# Too many at once
limit-under-way-member = Von dir { $used ->
        [one] ist noch { $used } Befehl
       *[other] sind noch { $used } Befehle
    } in Arbeit; gleichzeitig erlaubt { $cap ->
        [one] ist { $cap }
       *[other] sind { $cap }
    }.
limit-under-way-server = Auf diesem Server { $used ->
        [one] ist { $used } Befehl
       *[other] sind { $used } Befehle
    } in Arbeit; gleichzeitig erlaubt { $cap ->
        [one] ist { $cap }
       *[other] sind { $cap }
    }.

# Used up, or nearly; what is used is one of limit-used, and ends as one of limit-used-up.
limit-used-up = { $used }.
limit-used-up-more = { $used }, und du möchtest noch { $more }.
limit-used-up-cost = { $used }, und das hier kann bis zu { $cost } kosten.
limit-used-member-pictures = Du hast { $span ->
        [day] heute
        [month] diesen Monat
       *[everywhere] heute auf allen Servern zusammen
    } { $used } von { $cap ->
        [one] { $cap } Bild
       *[other] { $cap } Bildern
    } verbraucht
limit-used-member-money = Du hast { $span ->
        [day] heute
        [month] diesen Monat
       *[everywhere] heute auf allen Servern zusammen
    } { $used } von { $cap } verbraucht
limit-used-server-pictures = Dieser Server hat { $span ->
        [day] heute
       *[month] diesen Monat
    } { $used } von { $cap ->
        [one] { $cap } Bild
       *[other] { $cap } Bildern
    } verbraucht
limit-used-server-money = Dieser Server hat { $span ->
        [day] heute
       *[month] diesen Monat
    } { $used } von { $cap } verbraucht
limit-used-bot-money = Der Bot hat { $span ->
        [day] heute
       *[month] diesen Monat
    } { $used } von { $cap } verbraucht

# The wait between two pictures; $wait is put together from limit-wait, such as: 1 min 30 s
limit-cooldown = Dein nächstes Bild kannst du { $when } anfordern. Es sind keine Kosten entstanden, und zu frühes Fragen verlängert die Wartezeit nicht.
limit-cooldown-set = Dein nächstes Bild kannst du { $when } anfordern. Die Wartezeit zwischen zwei Bildern: { $wait }, { $origin }. Es sind keine Kosten entstanden, und zu frühes Fragen verlängert sie nicht.
limit-wait-days = { $n ->
        [one] { $n } Tag
       *[other] { $n } Tage
    }
limit-wait-hours = { $n } h
limit-wait-minutes = { $n } min
limit-wait-seconds = { $n } s

# Not allowed in this place; $allowed is one of limit-allowed.
limit-forbidden-model = Das Modell { $given } darf hier nicht malen; { $allowed }.
limit-forbidden-models = Hier darf gerade kein Modell malen; { $allowed }.
limit-forbidden-size = Die Größe { $given } kann hier nicht angefordert werden; { $allowed }.
limit-allowed-none = erlaubt ist gar nichts
limit-allowed = { $n ->
        [one] erlaubt ist { $names }
       *[other] erlaubt sind { $names }
    }
limit-forbidden-count = Du hast { $given ->
        [one] { $given } Bild
       *[other] { $given } Bilder
    } auf einmal angefordert, und hier { $most ->
        [0] ist keins
        [one] ist höchstens { $most }
       *[other] sind höchstens { $most }
    } erlaubt.
limit-forbidden-references = Du hast { $given ->
        [one] { $given } Bild
       *[other] { $given } Bilder
    } angehängt, und hier { $most ->
        [0] ist keins
        [one] ist höchstens { $most }
       *[other] sind höchstens { $most }
    } erlaubt.
limit-forbidden-private = Bilder, die nur du siehst, sind hier nicht erlaubt.
limit-forbidden-unless-nsfw = Bilder können nur in altersbeschränkten Kanälen angefordert werden.
limit-forbidden-nsfw = In altersbeschränkten Kanälen können keine Bilder angefordert werden.
limit-forbidden-here = Hier können keine Bilder angefordert werden.

# Lists of channels; $links are channels, and $n is how many.
limit-channel-only = Auf diesem Server werden Bilder in anderen Kanälen angefordert. Das bestimmt die Kanalliste, für diesen Server festgelegt. Es sind keine Kosten entstanden. { $n ->
        [0] Frag die Moderation, wo es geht
       *[other] Versuch es in { $links }
    }.
limit-channel-blocked = In diesem Kanal werden keine Bilder angefordert. Das bestimmt die Kanalliste, für diesen Server festgelegt. Es sind keine Kosten entstanden. { $n ->
        [0] Frag die Moderation, wo es geht
       *[other] Versuch es in { $links }
    }.

# A pause; behind the first sentence comes one about its end.
limit-paused = Die Moderation hat Bilder auf diesem Server pausiert.
limit-paused-reason = Die Moderation hat Bilder auf diesem Server pausiert, aus diesem Grund: { $reason }.
limit-paused-until = Die Pause endet { $when }. Es sind keine Kosten entstanden. Versuch es dann noch einmal.
limit-paused-open = Die Pause endet, wenn die Moderation sie aufhebt. Es sind keine Kosten entstanden. Frag die Moderation, wann das sein wird.

# Refusals by the models
limit-refusals = Die Modelle haben innerhalb einer Stunde zu viele deiner Prompts abgelehnt, und das gefährdet den Account des Bots für alle. Du kannst es { $when } wieder versuchen. Es sind keine Kosten entstanden. Nimm dann ganz andere Worte.
