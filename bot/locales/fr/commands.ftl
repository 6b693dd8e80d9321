# What Discord shows of members' commands before anything is asked. The keys are made of the
# commands' names, which stay: `command-imagine-prompt` is the option `prompt` of `/imagine`, and
# `command-menu-…` are entries of the menu of a message, with at most 32 characters. All else has at
# most 100 characters and no placeholders.

command-imagine = Génère une image à partir de tes mots
command-imagine-count = Combien d’images ; chacune compte et coûte séparément
command-imagine-image = Une image à modifier ou à prendre comme exemple
command-imagine-image2 = Une de plus, si le modèle en accepte plusieurs
command-imagine-image3 = Une de plus, si le modèle en accepte plusieurs
command-imagine-image4 = Une de plus, si le modèle en accepte plusieurs
command-imagine-model = Le modèle à utiliser ; écris pour chercher
command-imagine-private = Ne montre l’image qu’à toi
command-imagine-prompt = L’image à générer
command-imagine-ratio = Le ratio de l’image, par exemple 16:9
command-imagine-seed = Un nombre qui redonne la même image, si le modèle en accepte un
command-imagine-size = Combien de pixels, si le modèle laisse le choix
command-imagine-spoiler = Cache l’image jusqu’à ce qu’on clique dessus
command-imagine-style = Ce qui s’ajoute à tes mots
command-menu-image-details = Détails de l’image
command-menu-remix-image = Remixer l’image
command-my = Ce qui est à toi : images, réglages par défaut, ce qu’il te reste et plus
command-my-allowance = Ce qu’il te reste ici, quand c’est remis à zéro, et le coût
command-my-data = Ce qui est conservé à ton sujet
command-my-data-delete = Supprime ce qui est conservé à ton sujet, après confirmation
command-my-data-export = Donne un fichier avec tout ce qui est conservé à ton sujet
command-my-defaults = Ce qui vaut pour tes images quand /imagine ne précise rien
command-my-defaults-clear = Retire tous tes réglages par défaut ; ceux indiqués ici en même temps s’appliquent quand même
command-my-defaults-model = Le modèle à utiliser ; écris pour chercher
command-my-defaults-private = Si tes images ne sont visibles que par toi
command-my-defaults-ratio = Le ratio de l’image, par exemple 16:9
command-my-defaults-size = Combien de pixels, si le modèle laisse le choix
command-my-defaults-style = Ce qui s’ajoute à tes prompts
command-my-images = Tes images, les plus récentes d’abord
command-my-images-search = Seulement celles dont le prompt contient ces mots
command-show = Affiche de nouveau une de tes images, avec ses boutons
command-show-id = Laquelle ; écris des mots de son prompt pour chercher
command-styles = Des noms pour des mots ajoutés aux prompts
command-styles-list = Les styles que tu peux choisir ici
command-styles-list-name = Montre tout ce que celui-ci ajoute
