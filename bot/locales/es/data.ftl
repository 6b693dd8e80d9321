# /my data: a file with all data stored about a member, and its deletion.

data-export = Estos son todos los datos guardados sobre ti. Solo tú puedes ver este mensaje.
data-export-cut = Estos son los datos guardados sobre ti, empezando por los más recientes. { $entries ->
    [one] Se omitió una entrada más antigua
   *[other] Se omitieron { $entries } entradas más antiguas
} porque el archivo pesaría demasiado para Discord.

data-delete-question =
    Esto elimina los datos guardados sobre ti: los prompts y los detalles de tus imágenes, las imágenes que adjuntaste y tus valores predeterminados. **No se puede deshacer.**
    • Las imágenes públicas permanecen en Discord, y sus botones dejan de funcionar porque el bot ya no sabe de quién son. Para quitar una imagen, elige Más → Eliminar debajo de ella **antes** de continuar; después, solo la moderación podrá eliminar el mensaje.
    • El uso que cuenta para los límites se conserva hasta dos días después de su día o mes, con un código en lugar de tu nombre, así que tu cupo disponible no cambia.
    • Las imágenes adicionales se conservan hasta que caducan, y las horas de tus prompts rechazados, durante dos horas. Usa este comando otra vez después de ese plazo; si no, se eliminan automáticamente más adelante.
    • Lo que costaron las imágenes se conserva sin tu nombre, y tus cambios de límites permanecen en el registro de su servidor.
    • Lo que se envió a OpenRouter para tus imágenes (prompts, imágenes adjuntas y un código en lugar de tu nombre) no se elimina allí.

# A further point of the question above
data-delete-moderation = • Las suspensiones y advertencias vigentes se conservan hasta que terminan, junto con tus apelaciones. Se conserva el registro de lo que hiciste como parte de la moderación. Las horas de los textos tuyos que el filtro de un servidor rechazó o retuvo se conservan durante 30 días, y las de tus denuncias, durante un día.

data-delete-done = { $images ->
    [0] Datos eliminados. El bot no tenía imágenes tuyas terminadas.
    [one] Datos eliminados, incluidos los de una imagen terminada.
   *[other] Datos eliminados, incluidos los de { $images } imágenes terminadas.
} Tus límites no cambiaron.

data-delete-left = { $left ->
    [one] Una imagen sigue en curso o aún no se ha facturado, así que se conservan sus datos y también las imágenes que adjuntaste hace poco.
   *[other] { $left } imágenes siguen en curso o aún no se han facturado, así que se conservan sus datos y también las imágenes que adjuntaste hace poco.
} Usa el comando otra vez más tarde.

data-delete-cases = { $cases ->
    [one] Una suspensión o advertencia sigue vigente y se conserva hasta que termine.
   *[other] { $cases } suspensiones o advertencias siguen vigentes y se conservan hasta que terminen.
}

data-delete-files = Las imágenes que adjuntaste no se pudieron eliminar ahora. Se eliminarán automáticamente en un plazo de 7 días.
# In place of all of these
data-delete-part = No se eliminó todo porque falló la base de datos del bot. Hasta ahora se eliminaron los datos de { $images ->
        [one] { $images } imagen terminada
       *[other] { $images } imágenes terminadas
    }. Usa el comando otra vez.

data-delete-kept = No se eliminó nada.
data-delete-late = Se agotó el tiempo y no se eliminó nada. Usa el comando otra vez.

button-data-delete = Eliminar mis datos
button-data-keep = Conservar mis datos
