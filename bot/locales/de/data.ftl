# /my data: a file with all data stored about a member, and its deletion.

data-export = Hier sind alle Daten, die über dich gespeichert sind. Nur du kannst diese Nachricht sehen.
data-export-cut = Hier sind die Daten, die über dich gespeichert sind, die neuesten zuerst. { $entries ->
    [one] Ein älterer Eintrag fehlt
   *[other] { $entries } ältere Einträge fehlen
}, weil die Datei sonst zu groß für Discord wäre.

data-delete-question =
    Das löscht die über dich gespeicherten Daten: die Prompts und Details deiner Bilder, von dir angehängte Bilder und deine Voreinstellungen. **Das kann nicht rückgängig gemacht werden.**
    • Öffentliche Bilder bleiben auf Discord, aber ihre Buttons funktionieren nicht mehr, weil der Bot nicht mehr weiß, von wem sie sind. Um ein Bild zu entfernen, wähle darunter Mehr → Löschen, **bevor** du fortfährst; danach kann nur die Moderation die Nachricht löschen.
    • Was auf Limits angerechnet wurde, bleibt bis zwei Tage nach dem jeweiligen Tag oder Monat gespeichert, unter einem Code statt deines Namens. Deine verbleibenden Bilder ändern sich also nicht.
    • Bonusbilder bleiben, bis sie verfallen, und die Zeitpunkte deiner abgelehnten Prompts bleiben zwei Stunden gespeichert. Führe diesen Befehl danach erneut aus; sonst werden sie später automatisch gelöscht.
    • Was Bilder gekostet haben, bleibt ohne deinen Namen gespeichert, und deine Änderungen an Limits bleiben im Protokoll ihres Servers.
    • Was für deine Bilder an OpenRouter gesendet wurde (Prompts, angehängte Bilder und ein Code statt deines Namens), wird dort nicht gelöscht.

# A further point of the question above
data-delete-moderation = • Geltende Sperren und Verwarnungen bleiben bis zu ihrem Ende gespeichert, zusammen mit deinen Einsprüchen. Was du als Teil der Moderation getan hast, bleibt gespeichert. Die Zeitpunkte deiner Texte, die der Filter eines Servers nicht erlaubt oder zurückgehalten hat, bleiben 30 Tage gespeichert, die Zeitpunkte deiner Meldungen einen Tag.

data-delete-done = { $images ->
    [0] Gelöscht. Der Bot hatte keine fertigen Bilder von dir.
    [one] Gelöscht, auch die Daten eines fertigen Bildes.
   *[other] Gelöscht, auch die Daten von { $images } fertigen Bildern.
} Deine Limits sind unverändert.

data-delete-left = { $left ->
    [one] Ein Bild ist noch in Arbeit oder noch nicht abgerechnet, deshalb bleiben seine Daten gespeichert, ebenso kürzlich von dir angehängte Bilder.
   *[other] { $left } Bilder sind noch in Arbeit oder noch nicht abgerechnet, deshalb bleiben ihre Daten gespeichert, ebenso kürzlich von dir angehängte Bilder.
} Führe den Befehl später erneut aus.

data-delete-cases = { $cases ->
    [one] Eine Sperre oder Verwarnung gilt noch und bleibt bis zu ihrem Ende gespeichert.
   *[other] { $cases } Sperren und Verwarnungen gelten noch und bleiben bis zu ihrem Ende gespeichert.
}

data-delete-files = Die von dir angehängten Bilder konnten gerade nicht entfernt werden. Sie werden innerhalb von 7 Tagen automatisch gelöscht.
# In place of all of these
data-delete-part = Es wurde nicht alles gelöscht, weil die Datenbank des Bots ausgefallen ist. Bisher sind die Daten von { $images ->
        [one] { $images } fertigen Bild
       *[other] { $images } fertigen Bildern
    } gelöscht. Führe den Befehl erneut aus.

data-delete-kept = Es wurde nichts gelöscht.
data-delete-late = Die Zeit ist abgelaufen; es wurde nichts gelöscht. Führe den Befehl erneut aus.

button-data-delete = Meine Daten löschen
button-data-keep = Daten behalten
