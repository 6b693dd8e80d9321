# /my data: a file with everything that is kept about a member, and its deletion.

data-export = Hier ist alles, was über dich gespeichert ist. Nur du kannst diese Nachricht sehen.
data-export-cut = Hier ist, was über dich gespeichert ist, das Neueste zuerst. Mit { $entries ->
    [one] einem älteren Eintrag
   *[other] { $entries } älteren Einträgen
} mehr wäre die Datei zu groß für Discord gewesen.

data-delete-question =
    Das löscht, was über dich gespeichert ist: die Prompts und Details deiner Bilder, Bilder, die du angehängt hast, und deine Voreinstellungen. **Es kann nicht rückgängig gemacht werden.**
    • Bilder bleiben dort, wo sie gepostet wurden, aber die Buttons darunter funktionieren nicht mehr. Lösch die Nachrichten selbst, wenn sie verschwinden sollen.
    • Was Limits brauchen, bleibt, bis seine Zeit abgelaufen ist, damit sich nicht ändert, wie viele Bilder dir noch bleiben: was gezählt wurde (unter einem Code statt deines Namens), dir gewährte Bilder und kürzlich abgelehnte Prompts.
    • Änderungen an Limits bleiben im Protokoll ihres Servers.

data-delete-done = { $pictures ->
    [0] Gelöscht. Es war kein Bild von dir bekannt.
    [one] Gelöscht, samt allem, was zu einem Bild gespeichert war.
   *[other] Gelöscht, samt allem, was zu { $pictures } Bildern gespeichert war.
} Deine Limits sind unverändert.

data-delete-left = { $left ->
    [one] Ein Bild ist noch in Arbeit oder noch nicht abgerechnet. Was dazu gespeichert ist, bleibt deshalb erhalten, ebenso Bilder, die du kürzlich angehängt hast.
   *[other] { $left } Bilder sind noch in Arbeit oder noch nicht abgerechnet. Was dazu gespeichert ist, bleibt deshalb erhalten, ebenso Bilder, die du kürzlich angehängt hast.
} Gib diesen Befehl später noch einmal ein.

data-delete-files = Bilder, die du angehängt hast, konnten gerade nicht entfernt werden; sie verschwinden innerhalb von 7 Tagen von selbst.

data-delete-kept = Es wurde nichts gelöscht.
data-delete-late = Niemand hat sich entschieden, deshalb wurde nichts gelöscht. Gib den Befehl noch einmal ein.

button-data-delete = Alles löschen
button-data-keep = Behalten
