# What Discord shows of members' commands before they are used. The keys are made of the
# commands' names, which stay: `command-imagine-prompt` is the option `prompt` of `/imagine`, and
# `command-menu-…` are entries of the menu of a message, with at most 32 characters. All else has at
# most 100 characters and no placeholders.

command-imagine = Erstellt ein Bild aus einem Prompt
command-imagine-count = Anzahl der Bilder (jedes wird auf deine Limits angerechnet)
command-imagine-image = Bild, das geändert werden oder als Vorlage dienen soll
command-imagine-image2 = Weiteres Bild, wenn das Modell mehrere unterstützt
command-imagine-image3 = Weiteres Bild, wenn das Modell mehrere unterstützt
command-imagine-image4 = Weiteres Bild, wenn das Modell mehrere unterstützt
command-imagine-model = Modell; tippe, um zu suchen
command-imagine-private = Zeigt das Bild nur dir
command-imagine-prompt = Beschreibe das Bild
command-imagine-ratio = Seitenverhältnis, zum Beispiel 16:9
command-imagine-seed = Seed eines Bildes, um es erneut zu erhalten, wenn das Modell Seeds unterstützt
command-imagine-size = Auflösung, wenn das Modell eine Auswahl bietet
command-imagine-spoiler = Verbirgt das Bild, bis es angeklickt wird
command-imagine-style = Stil, der deinen Prompt um Wörter ergänzt
command-menu-image-details = Bilddetails
command-menu-remix-image = Bild remixen
command-menu-report-image = Bild melden
command-my = Deine Bilder, Voreinstellungen und Limits
command-my-allowance = Dein Restkontingent, wann es zurückgesetzt wird und was Bilder kosten
command-my-data = Exportiert oder löscht die über dich gespeicherten Daten
command-my-data-delete = Löscht die über dich gespeicherten Daten; fragt vorher nach
command-my-data-export = Liefert eine Datei mit allen über dich gespeicherten Daten
command-my-defaults = Deine Voreinstellungen für /imagine
command-my-defaults-clear = Löscht deine Voreinstellungen; was du im selben Befehl angibst, gilt trotzdem
command-my-defaults-model = Modell; tippe, um zu suchen
command-my-defaults-private = Zeigt deine Bilder nur dir
command-my-defaults-ratio = Seitenverhältnis, zum Beispiel 16:9
command-my-defaults-size = Auflösung, wenn das Modell eine Auswahl bietet
command-my-defaults-style = Stil, der deine Prompts um Wörter ergänzt
command-my-images = Deine Bilder, die neuesten zuerst
command-my-images-search = Nur Bilder mit diesen Wörtern im Prompt
command-setup = Zeigt, was der Bot in einem Kanal kann, und richtet ihn ein
command-show = Zeigt eines deiner Bilder erneut, mit seinen Buttons
command-show-id = Welches Bild; tippe Wörter aus seinem Prompt, um zu suchen
command-styles = Stile, die deinen Prompt um Wörter ergänzen
command-styles-list = Stile, die du hier verwenden kannst
command-styles-list-name = Zeigt alles, was dieser Stil ergänzt
