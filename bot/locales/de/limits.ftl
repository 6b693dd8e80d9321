# Names of limits, and why a limit refuses a request. A refusal is put together from whole sentences,
# in this order: what is used or not allowed, which limit that is, and what to do. Every message
# is on one line.

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
        } pro Person (alle Server)
        [server] { $measure ->
            [images] Bilder
            [money] Dollar
           *[jobs] Anfragen
        } pro Server
       *[capped-server] { $measure ->
            [images] Obergrenze des Bot-Betreibers: Bilder
            [money] Obergrenze des Bot-Betreibers: Dollar
           *[jobs] Obergrenze des Bot-Betreibers: Anfragen
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

# Titles of groups of limits
limit-group-time = Zeit
limit-group-images = Bilder
limit-group-money = Geld
limit-group-at-once = Gleichzeitig
limit-group-use = Was verwendet werden darf

# Where a limit was set; $mention is shown by Discord as the name of the channel or role. It is in
# limit-with-origin and limit-cooldown-set.
limit-set-by = { $kind ->
        [owner] vom Bot-Betreiber festgelegt
        [server] für diesen Server festgelegt
        [category] für die Kategorie { $mention } festgelegt
        [channel] für { $mention } festgelegt
       *[role] für die Rolle { $mention } festgelegt
    }
# $name is the limit's name, such as limit-name-cooldown; $origin is limit-set-by. The name of an
# owner's cap says who set it.
limit-with-origin = { $whose ->
        [capped-server] { $name }
       *[other] { $name } ({ $origin })
    }
# $limit is limit-with-origin
limit-source = Limit: { $limit }.
# $when is a time that Discord counts down to, such as: in 2 hours
limit-source-until = Limit: { $limit }; es wird { $when } zurückgesetzt.

# What to do
limit-todo-ask-moderator = Die Moderation kann das ändern.
limit-todo-ask-owner = Nur der Bot-Betreiber kann das ändern.
limit-todo-less = Erstelle weniger Bilder oder verwende ein günstigeres Modell.
limit-todo-when-done = Versuche es erneut, sobald etwas davon fertig ist.
limit-todo-then = Versuche es dann erneut.
limit-todo-then-or-cheaper = Versuche es dann erneut oder verwende ein günstigeres Modell.
limit-todo-choose = Wähle etwas Erlaubtes.
limit-todo-fewer = Versuche es mit weniger Bildern erneut.
limit-todo-without = Versuche es ohne angehängte Bilder erneut.
limit-todo-not-private = Versuche es ohne `private` erneut.
limit-todo-other-channel = Versuche es in einem anderen Kanal erneut.

# Nothing is allowed at all
limit-none = { $whose ->
        [bot] { $measure ->
            [images] Die Bilderstellung ist ausgeschaltet.
            [money] Der Bot hat kein Budget für Bilder.
           *[jobs] Die Bilderstellung ist ausgeschaltet.
        }
        [server] { $measure ->
            [images] Auf diesem Server können keine Bilder erstellt werden.
            [money] Dieser Server hat kein Budget für Bilder.
           *[jobs] Auf diesem Server können keine Bilder erstellt werden.
        }
        [capped-server] { $measure ->
            [images] Auf diesem Server können keine Bilder erstellt werden.
            [money] Dieser Server hat kein Budget für Bilder.
           *[jobs] Auf diesem Server können keine Bilder erstellt werden.
        }
        [user] { $measure ->
            [images] Du kannst mit diesem Bot keine Bilder erstellen.
            [money] Du hast kein Budget für Bilder.
           *[jobs] Du kannst mit diesem Bot keine Bilder erstellen.
        }
       *[member] { $measure ->
            [images] Du kannst hier keine Bilder erstellen.
            [money] Du hast kein Budget für Bilder.
           *[jobs] Du kannst hier keine Bilder erstellen.
        }
    }

# One request is more than the whole limit
limit-too-much-images = Du wolltest { $asked ->
        [one] { $asked } Bild
       *[other] { $asked } Bilder
    } erstellen, aber das Limit liegt bei { $cap }.
limit-too-much-money = Das kann bis zu { $asked } kosten, aber das Limit liegt bei { $cap }.
limit-too-much-jobs = Du wolltest { $asked ->
        [one] { $asked } Anfrage
       *[other] { $asked } Anfragen
    } gleichzeitig senden, aber das Limit liegt bei { $cap }.

# Too many at once
limit-running = { $whose ->
        [bot] Beim Bot schon in Arbeit
        [server] Auf diesem Server schon in Arbeit
        [capped-server] Auf diesem Server schon in Arbeit
        [user] Von dir auf allen Servern schon in Arbeit
       *[member] Von dir schon in Arbeit
    }: { $measure ->
        [images] { $used ->
            [one] { $used } Bild
           *[other] { $used } Bilder
        }
        [money] { $used }
       *[jobs] { $used ->
            [one] { $used } Anfrage
           *[other] { $used } Anfragen
        }
    }; das Maximum ist { $cap }.

# Used up, or nearly; $used is limit-used.
limit-used-up = { $used }.
limit-used-up-more = { $used }, und du wolltest { $more ->
        [one] { $more } weiteres
       *[other] { $more } weitere
    } erstellen.
limit-used-up-cost = { $used }, und das kann bis zu { $cost } kosten.
limit-used = { $whose ->
        [bot] Der Bot hat
        [server] Dieser Server hat
        [capped-server] Dieser Server hat
        [user] Auf allen Servern zusammen hast du
       *[member] Du hast
    } { $span ->
        [day] heute
        [month] diesen Monat
       *[now] gleichzeitig
    } { $used } von { $measure ->
        [images] { $cap ->
            [one] { $cap } Bild
           *[other] { $cap } Bildern
        }
        [money] { $cap }
       *[jobs] { $cap ->
            [one] { $cap } Anfrage
           *[other] { $cap } Anfragen
        }
    } verbraucht

# The wait between two requests; $wait is put together from limit-wait, such as: 1 min 30 s
limit-cooldown = Cooldown: Nächstes Bild möglich: { $when }. Frühere Versuche verlängern den Cooldown nicht.
limit-cooldown-set = Cooldown: Nächstes Bild möglich: { $when }. Der Cooldown beträgt { $wait } ({ $origin }). Frühere Versuche verlängern ihn nicht.
limit-wait-days = { $n ->
        [one] { $n } Tag
       *[other] { $n } Tage
    }
limit-wait-hours = { $n } h
limit-wait-minutes = { $n } min
limit-wait-seconds = { $n } s

# Not allowed in this place; $allowed is one of limit-allowed.
limit-forbidden-model = { $given } kann hier nicht verwendet werden. { $allowed }
limit-forbidden-models = Hier kann derzeit kein Modell verwendet werden. { $allowed }
limit-forbidden-size = Die Größe { $given } kann hier nicht verwendet werden. { $allowed }
limit-allowed-none = Es sind keine erlaubt.
limit-allowed = Erlaubt: { $names }.
limit-forbidden-count = Du wolltest { $given ->
        [one] { $given } Bild
       *[other] { $given } Bilder
    } erstellen; das Maximum ist hier { $most }.
limit-forbidden-references = Du hast { $given ->
        [one] { $given } Bild
       *[other] { $given } Bilder
    } angehängt; das Maximum ist hier { $most }.
limit-forbidden-private = Private Bilder sind hier nicht erlaubt.
limit-forbidden-unless-nsfw = Bilder können nur in altersbeschränkten Kanälen erstellt werden.
limit-forbidden-nsfw = In altersbeschränkten Kanälen können keine Bilder erstellt werden.
limit-forbidden-here = Hier können keine Bilder erstellt werden.

# Lists of channels; $links are channels, and $n is how many.
limit-channel-only = Auf diesem Server können Bilder nur in bestimmten Kanälen erstellt werden. { $n ->
        [0] Frage die Moderation, wo das möglich ist.
       *[other] Möglich ist das in { $links }.
    }
limit-channel-blocked = In diesem Kanal ist die Bilderstellung ausgeschaltet (Servereinstellung). { $n ->
        [0] Frage die Moderation, wo sie möglich ist.
       *[other] Möglich ist sie in { $links }.
    }

# A pause; a sentence about its end follows.
limit-paused = Die Moderation hat die Bilderstellung auf diesem Server pausiert.
limit-paused-reason = Die Moderation hat die Bilderstellung auf diesem Server pausiert. Grund: { $reason }.
limit-paused-until = Die Pause endet { $when }; versuche es dann erneut.
limit-paused-open = Frage die Moderation, wann es weitergeht.

# Prompts that the models rejected
error-too-many-rejections = Die Modelle haben innerhalb einer Stunde zu viele deiner Prompts abgelehnt, und das gefährdet das Konto des Bots. Du kannst es { $when } mit einem anderen Prompt erneut versuchen.
