# What Discord shows of members' commands before anything is asked. The keys are made of the
# commands' names, which stay: `command-imagine-prompt` is the option `prompt` of `/imagine`, and
# `command-menu-…` are entries of the menu of a message, with at most 32 characters. All else has at
# most 100 characters and no placeholders.

command-imagine = Genera una imagen a partir de tus palabras
command-imagine-count = Cuántas imágenes; cada una cuenta y cuesta por separado
command-imagine-image = Una imagen para modificar o tomar como ejemplo
command-imagine-image2 = Otra más, si el modelo admite varias
command-imagine-image3 = Otra más, si el modelo admite varias
command-imagine-image4 = Otra más, si el modelo admite varias
command-imagine-model = Qué modelo la genera; escribe para buscar
command-imagine-private = Mostrarte la imagen solo a ti
command-imagine-prompt = Qué generar
command-imagine-ratio = La proporción de la imagen, como 16:9
command-imagine-seed = Un número que lleva de nuevo a la misma imagen, si el modelo lo admite
command-imagine-size = Cuántos píxeles, si el modelo deja elegir
command-imagine-spoiler = Ocultar la imagen hasta que se haga clic en ella
command-imagine-style = Qué se añade a tus palabras
command-menu-image-details = Detalles de la imagen
command-menu-remix-image = Remezclar imagen
command-my = Lo tuyo: imágenes, valores predeterminados, lo que te queda y más
command-my-allowance = Lo que te queda aquí, cuándo se renueva y cuánto cuesta
command-my-data = Qué se guarda sobre ti
command-my-data-delete = Elimina lo que se guarda sobre ti; antes pregunta
command-my-data-export = Recibe un archivo con todo lo que se guarda sobre ti
command-my-defaults = Qué se aplica a tus imágenes cuando no lo indicas en /imagine
command-my-defaults-clear = Quita todos tus valores; los que indiques aquí a la vez se guardan igualmente
command-my-defaults-model = Qué modelo las genera; escribe para buscar
command-my-defaults-private = Si tus imágenes solo las ves tú
command-my-defaults-ratio = La proporción de la imagen, como 16:9
command-my-defaults-size = Cuántos píxeles, si el modelo deja elegir
command-my-defaults-style = Qué se añade a tus prompts
command-my-images = Tus imágenes, de la más reciente a la más antigua
command-my-images-search = Solo aquellas cuyo prompt contiene estas palabras
command-show = Muestra otra vez una de tus imágenes, con sus botones
command-show-id = Cuál; escribe palabras de su prompt para buscar
command-styles = Nombres para palabras que se añaden a los prompts
command-styles-list = Los estilos que puedes elegir aquí
command-styles-list-name = Muestra todo lo que añade este
