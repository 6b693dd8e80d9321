# What a member has left, as /my allowance shows it. Every message stands on one line. $when is a
# time that Discord counts down to, such as: in 2 hours. $until is a date with a time of day.

# What stands in the way
allowance-outside = 🚫 Der Bot-Betreiber erlaubt keine Bilder außerhalb von Servern.
allowance-paused = ⏸️ Bilder sind pausiert, bis die Moderation sie wieder freigibt
allowance-paused-until = ⏸️ Bilder sind pausiert bis zum { $until }
# $paused is one of the two above
allowance-paused-reason = { $paused }: { $reason }
allowance-wrong-channel = 🚫 In diesem Kanal kannst du laut Kanalliste keine Bilder anfordern.
allowance-unknown-place = 🚫 Zurzeit keine Bilder in diesem Kanal: Die Regeln hängen von seiner Kategorie oder Altersbeschränkung ab, und Discord teilt sie dem Bot nicht mit.
# $limit is a limit's name in the command /limits; $origin is limit-set-by
allowance-forbidden = 🚫 Nicht in so einem Kanal: `{ $limit }` { $value }, { $origin }
allowance-refused = 🚫 Zu viele abgelehnte Prompts; die Wartezeit endet { $when }.
allowance-cooldown = ⏳ Der Cooldown endet { $when }.
allowance-no-cooldown = ✅ Kein Cooldown aktiv.
allowance-used-up = 🚫 `{ $limit }` ist aufgebraucht.
allowance-used-up-until = 🚫 `{ $limit }` ist aufgebraucht, erneuert sich { $when }.
allowance-exempt = ⭐ Eine deiner Rollen befreit dich vom Cooldown und von den Bildlimits für Mitglieder.
allowance-event = 🎉 Bildlimits zählen ×{ $factor } bis zum { $until }.

# What is left; $what is one of allowance-what
allowance-left = { $what }: noch **{ $left }** von { $cap }
allowance-left-until = { $what }: noch **{ $left }** von { $cap }, erneuert sich { $when }
allowance-what-member-images-per-day = Deine Bilder heute
allowance-what-member-images-per-month = Deine Bilder diesen Monat
allowance-what-server-images-per-day = Bilder des ganzen Servers heute
allowance-what-server-images-per-month = Bilder des ganzen Servers diesen Monat
allowance-what-member-usd-per-day = Deine Dollar heute
allowance-what-member-usd-per-month = Deine Dollar diesen Monat
allowance-what-server-usd-per-day = Dollar des ganzen Servers heute
allowance-what-server-usd-per-month = Dollar des ganzen Servers diesen Monat
allowance-what-member-jobs-at-once = Deine Befehle gleichzeitig
allowance-what-server-jobs-at-once = Befehle des ganzen Servers gleichzeitig
allowance-what-CAP_SERVER_USD_PER_DAY = Dollar des ganzen Servers heute (Grenze des Bot-Betreibers)
allowance-what-CAP_SERVER_USD_PER_MONTH = Dollar des ganzen Servers diesen Monat (Grenze des Bot-Betreibers)
allowance-what-CAP_USER_USD_PER_DAY = Deine Dollar heute, überall zusammen (Grenze des Bot-Betreibers)
allowance-what-CAP_USER_IMAGES_PER_DAY = Deine Bilder heute, auf allen Servern
allowance-what-BUDGET_USD_PER_DAY = Budget des Bots heute
allowance-what-BUDGET_USD_PER_MONTH = Budget des Bots diesen Monat
allowance-unlimited = Für deine Bilder, Dollar und Befehle gilt hier kein Limit.
allowance-grant = 🎁 Zusätzlich gewährt: noch **{ $left }** von { $granted ->
        [one] { $granted } Bild
       *[other] { $granted } Bildern
    }, bis zum { $until }

# Limits that are not counted, such as: `cooldown` 1 min, set for this server
allowance-limit = `{ $limit }` { $value }, { $origin }
# What a limit is set to: no limit
allowance-off = kein Limit
# The same, such as at most 3 pictures for one command
allowance-most = { $n ->
        [0] keine
       *[other] höchstens { $n }
    }
# The same, where nothing can be chosen
allowance-none = nichts
allowance-allowed = erlaubt
allowance-not-allowed = verboten
allowance-nsfw-anywhere = überall
allowance-nsfw-only = nur in altersbeschränkten Kanälen
allowance-nsfw-never = nie in altersbeschränkten Kanälen

# The next picture
allowance-no-model = Gerade kann kein Modell malen.
allowance-next = Das nächste Bild, von **{ $model }**, würde bis zu { $cost } kosten.
