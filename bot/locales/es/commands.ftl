# What Discord shows of members' commands before they are used. The keys are made of the
# commands' names, which stay: `command-imagine-prompt` is the option `prompt` of `/imagine`, and
# `command-menu-…` are entries of the menu of a message, with at most 32 characters. All else has at
# most 100 characters and no placeholders.

command-imagine = Genera una imagen a partir de un prompt
command-imagine-count = Cuántas imágenes (cada una cuenta para tu límite)
command-imagine-image = Imagen para modificar o usar como referencia
command-imagine-image2 = Otra imagen, si el modelo admite varias
command-imagine-image3 = Otra imagen, si el modelo admite varias
command-imagine-image4 = Otra imagen, si el modelo admite varias
command-imagine-model = Modelo que se usará; escribe para buscar
command-imagine-private = Imagen privada: solo tú puedes verla
command-imagine-prompt = Describe la imagen
command-imagine-ratio = Relación de aspecto, como 16:9
command-imagine-seed = Usa una semilla para repetir la misma imagen, si el modelo admite semillas
command-imagine-size = Resolución, si el modelo permite elegirla
command-imagine-spoiler = Oculta la imagen hasta que se haga clic en ella
command-imagine-style = Estilo que añade palabras a tu prompt
command-menu-image-details = Detalles de la imagen
command-menu-remix-image = Hacer remix de la imagen
command-menu-report-image = Denunciar imagen
command-my = Tus imágenes, valores predeterminados y límites
command-my-allowance = Tu cupo disponible, cuándo se restablece y cuánto cuestan las imágenes
command-my-data = Exporta o elimina los datos guardados sobre ti
command-my-data-delete = Elimina los datos guardados sobre ti; antes pide confirmación
command-my-data-export = Recibe un archivo con todos los datos guardados sobre ti
command-my-defaults = Valores predeterminados de /imagine
command-my-defaults-clear = Quita tus valores predeterminados; los que indiques en este comando sí se aplican
command-my-defaults-model = Modelo que se usará; escribe para buscar
command-my-defaults-private = Imágenes privadas: solo tú puedes verlas
command-my-defaults-ratio = Relación de aspecto, como 16:9
command-my-defaults-size = Resolución, si el modelo permite elegirla
command-my-defaults-style = Estilo que añade palabras a tus prompts
command-my-images = Tus imágenes, de la más reciente a la más antigua
command-my-images-search = Solo imágenes cuyo prompt contiene estas palabras
command-setup = Comprueba lo que el bot puede hacer en un canal y lo configura
command-show = Muestra otra vez una de tus imágenes, con sus botones
command-show-id = Qué imagen; escribe palabras de su prompt para buscar
command-styles = Estilos que añaden palabras a tu prompt
command-styles-list = Estilos que puedes usar aquí
command-styles-list-name = Muestra todo lo que añade este estilo
