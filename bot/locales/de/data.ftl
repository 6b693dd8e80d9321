# /my data: a file with everything that is kept about a member, and its deletion.

data-export = Hier ist alles, was über dich gespeichert ist. Nur du kannst diese Nachricht sehen.
data-export-cut = Hier ist, was über dich gespeichert ist, das Neueste zuerst. Mit { $entries ->
    [one] einem älteren Eintrag
   *[other] { $entries } älteren Einträgen
} mehr wäre die Datei zu groß für Discord gewesen.

data-delete-question =
    Das löscht, was über dich gespeichert ist: die Prompts und Details deiner Bilder, Bilder, die du angehängt hast, und deine Voreinstellungen. **Es kann nicht rückgängig gemacht werden.**
    • Öffentliche Bilder bleiben auf Discord, aber ihre Buttons funktionieren nicht mehr, denn der Bot weiß dann nicht mehr, von wem sie sind. Sollen welche verschwinden, wähl darunter Mehr → Löschen, **bevor** du hier weitermachst; danach kann nur noch die Moderation diese Nachrichten löschen.
    • Was für Limits gezählt wurde, bleibt bis zwei Tage nach dem jeweiligen Tag oder Monat, unter einem Code statt deines Namens, damit sich nicht ändert, wie viele Bilder dir noch bleiben.
    • Dir gewährte Bilder bleiben, bis sie ablaufen, und die Zeitpunkte deiner abgelehnten Prompts bleiben zwei Stunden lang. Gib diesen Befehl danach noch einmal ein, sonst verschwinden sie später von selbst.
    • Was Bilder gekostet haben, bleibt ohne deinen Namen, und Änderungen an Limits bleiben im Protokoll ihres Servers.
    • Was für deine Bilder an OpenRouter gesendet wurde (Prompts, angehängte Bilder und ein Code statt deines Namens), wird dort nicht gelöscht.

data-delete-done = { $images ->
    [0] Gelöscht. Es war kein fertiges Bild von dir bekannt.
    [one] Gelöscht, samt dem, was zu einem fertigen Bild gespeichert war.
   *[other] Gelöscht, samt dem, was zu { $images } fertigen Bildern gespeichert war.
} Deine Limits sind unverändert.

data-delete-left = { $left ->
    [one] Ein Bild ist noch in Arbeit oder noch nicht abgerechnet. Was dazu gespeichert ist, bleibt deshalb erhalten, ebenso Bilder, die du kürzlich angehängt hast.
   *[other] { $left } Bilder sind noch in Arbeit oder noch nicht abgerechnet. Was dazu gespeichert ist, bleibt deshalb erhalten, ebenso Bilder, die du kürzlich angehängt hast.
} Gib diesen Befehl später noch einmal ein.

data-delete-files = Bilder, die du angehängt hast, konnten gerade nicht entfernt werden; sie verschwinden innerhalb von 7 Tagen von selbst.
# In place of all of these
data-delete-part = Es ist noch nicht alles gelöscht, weil die Datenbank des Bots zwischendurch ausgefallen ist: Bisher { $images ->
        [one] ist { $images } fertiges Bild
       *[other] sind { $images } fertige Bilder
    } vergessen. Gib den Befehl noch einmal ein.

data-delete-kept = Es wurde nichts gelöscht.
data-delete-late = Niemand hat sich entschieden, deshalb wurde nichts gelöscht. Gib den Befehl noch einmal ein.

button-data-delete = Alles löschen
button-data-keep = Behalten
