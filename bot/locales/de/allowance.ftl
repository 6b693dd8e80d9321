# What a member has left, as /my allowance shows it. Every message is on one line. $when is a
# time that Discord counts down to, such as: in 2 hours. $until is a date with a time of day.

# What prevents the next image, or changes what counts
# $number is the number of a case
allowance-blocked = 🚫 Für die Bilderstellung gesperrt (Fall { $number })
allowance-blocked-until = 🚫 Bis zum { $until } für die Bilderstellung gesperrt (Fall { $number })
allowance-outside = 🚫 Dieser Bot funktioniert nur auf Servern, nicht in Direktnachrichten.
allowance-paused = ⏸️ Die Bilderstellung ist pausiert, bis die Moderation sie wieder einschaltet
allowance-paused-until = ⏸️ Die Bilderstellung ist bis zum { $until } pausiert
# $paused is one of the two above
allowance-paused-reason = { $paused }: { $reason }
allowance-wrong-channel = 🚫 In diesem Kanal können keine Bilder erstellt werden (Servereinstellung).
allowance-unknown-channel = 🚫 In diesem Kanal können gerade keine Bilder erstellt werden: Ein Limit hängt von seiner Kategorie oder Altersbeschränkung ab, und Discord teilt sie dem Bot nicht mit.
# $limit is a limit's name, such as limit-name-nsfw; $origin is limit-set-by
allowance-forbidden = 🚫 In diesem Kanal nicht erlaubt. { $limit }: { $value } ({ $origin })
allowance-refused = 🚫 Zu viele abgelehnte Prompts. Ende der Wartezeit: { $when }
allowance-cooldown = ⏳ Ende des Cooldowns: { $when }
allowance-no-cooldown = ✅ Kein Cooldown aktiv.
allowance-used-up = 🚫 Aufgebraucht: { $limit }
allowance-used-up-until = 🚫 Aufgebraucht: { $limit }; das Limit wird { $when } zurückgesetzt
allowance-exempt = ⭐ Ausnahmerolle: kein Cooldown und keine persönlichen Bildlimits.
allowance-event = 🎉 Bis zum { $until } sind Bildlimits { $factor }-mal so hoch.

# What is left. $bar has ten cells, of which the dark ones are used; $what is allowance-what.
allowance-left = { $bar } { $what }: noch **{ $left }** von { $cap }
allowance-left-until = { $bar } { $what }: noch **{ $left }** von { $cap }; das Limit wird { $when } zurückgesetzt
# Whose count it is, what is counted, and how long
allowance-what = { $whose ->
        [bot] { $measure ->
            [images] Bilder des Bots
            [money] Budget des Bots
           *[jobs] Anfragen an den Bot
        }
        [server] { $measure ->
            [images] Bilder dieses Servers
            [money] Budget dieses Servers
           *[jobs] Anfragen dieses Servers
        }
        [capped-server] { $measure ->
            [images] Bilder dieses Servers
            [money] Budget dieses Servers
           *[jobs] Anfragen dieses Servers
        } (Obergrenze des Bot-Betreibers)
        [user] { $measure ->
            [images] Deine Bilder
            [money] Dein Budget
           *[jobs] Deine Anfragen
        } auf allen Servern
       *[member] { $measure ->
            [images] Deine Bilder
            [money] Dein Budget
           *[jobs] Deine Anfragen
        }
    } { $span ->
        [day] heute
        [month] diesen Monat
       *[now] in Bearbeitung
    }
allowance-unlimited = Für dich gelten hier keine Limits.
allowance-grant = 🎁 Bonusbilder: noch **{ $left }** von { $granted }, bis zum { $until }

# Limits that are not counted, such as: Cooldown: 1 min (set for this server)
allowance-limit = { $limit }: { $value } ({ $origin })
# What a limit is set to: no limit
allowance-off = kein Limit
# The same, such as at most 3 images per request
allowance-most = { $n ->
        [0] keine erlaubt
       *[other] höchstens { $n }
    }
# The same, where nothing can be chosen
allowance-none = keine erlaubt
allowance-allowed = erlaubt
allowance-not-allowed = nicht erlaubt
allowance-nsfw-anywhere = erlaubt
allowance-nsfw-only = Bilder nur dort
allowance-nsfw-never = keine Bilder dort

# The next image
allowance-no-model = Derzeit ist kein Modell verfügbar.
allowance-next = Dein nächstes Bild mit **{ $model }** kostet höchstens { $cost }.
