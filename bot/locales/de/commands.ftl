# What Discord shows of members' commands before anything is asked. The keys are made of the
# commands' names, which stay: `command-imagine-prompt` is the option `prompt` of `/imagine`, and
# `command-menu-…` are entries of the menu of a message, with at most 32 characters. All else has at
# most 100 characters and no placeholders.

command-imagine = Malt ein Bild aus deinen Worten
command-imagine-count = Wie viele Bilder; jedes zählt und kostet einzeln
command-imagine-image = Ein Bild zum Verändern oder als Vorlage
command-imagine-image2 = Noch eins, wenn das Modell mehrere annimmt
command-imagine-image3 = Noch eins, wenn das Modell mehrere annimmt
command-imagine-image4 = Noch eins, wenn das Modell mehrere annimmt
command-imagine-model = Wer es malt; tippe, um zu suchen
command-imagine-private = Zeigt das Bild nur dir
command-imagine-prompt = Was gemalt werden soll
command-imagine-ratio = Das Seitenverhältnis des Bildes, etwa 16:9
command-imagine-seed = Eine Zahl, die wieder zum selben Bild führt, wenn das Modell eine annimmt
command-imagine-size = Wie viele Pixel, wenn das Modell dir die Wahl lässt
command-imagine-spoiler = Versteckt das Bild, bis man es anklickt
command-imagine-style = Was zu deinen Worten hinzukommt
command-menu-image-details = Bilddetails
command-menu-remix-image = Bild remixen
command-my = Deine Sachen: Bilder, Voreinstellungen, was noch übrig ist und mehr
command-my-allowance = Was dir hier noch bleibt, wann es sich erneuert und was es kostet
command-my-data = Was über dich gespeichert ist
command-my-data-delete = Löscht, was über dich gespeichert ist; fragt vorher nach
command-my-data-export = Gibt dir eine Datei mit allem, was über dich gespeichert ist
command-my-defaults = Was für deine Bilder gilt, wenn du bei /imagine nichts angibst
command-my-defaults-clear = Setzt alle Voreinstellungen zurück; was du hier zugleich angibst, gilt trotzdem
command-my-defaults-model = Wer malt; tippe, um zu suchen
command-my-defaults-private = Ob nur du deine Bilder siehst
command-my-defaults-ratio = Das Seitenverhältnis des Bildes, etwa 16:9
command-my-defaults-size = Wie viele Pixel, wenn das Modell dir die Wahl lässt
command-my-defaults-style = Was zu deinen Prompts hinzukommt
command-my-images = Deine Bilder, die neuesten zuerst
command-my-images-search = Nur die, in deren Prompt diese Wörter vorkommen
command-show = Zeigt eins deiner Bilder noch einmal, mit seinen Buttons
command-show-id = Welches; tippe Wörter aus dem Prompt, um zu suchen
command-styles = Namen für Worte, die zu Prompts hinzukommen
command-styles-list = Die Stile, die du hier wählen kannst
command-styles-list-name = Zeigt alles, was dieser hinzufügt
