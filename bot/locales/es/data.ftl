# /my data: a file with everything that is kept about a member, and its deletion.

data-export = Aquí está todo lo que se guarda sobre ti. Solo tú puedes ver este mensaje.
data-export-cut = Aquí está lo que se guarda sobre ti, empezando por lo más reciente. { $entries ->
    [one] Con una entrada más antigua
   *[other] Con otras { $entries } entradas más antiguas
}, el archivo habría sido demasiado grande para Discord.

data-delete-question =
    Esto elimina lo que se guarda sobre ti: los prompts y los detalles de tus imágenes, las imágenes que adjuntaste y tus valores predeterminados. **No se puede deshacer.**
    • Las imágenes públicas se quedan en Discord y sus botones dejan de funcionar, porque el bot ya no sabrá de quién son. Si quieres que alguna desaparezca, elige Más → Eliminar debajo de ella **antes** de seguir; después, solo un moderador podrá eliminar esos mensajes.
    • Lo que se contó para los límites se conserva hasta dos días después de su día o mes, bajo un código en lugar de tu nombre, para que las imágenes que te quedan no cambien.
    • Las imágenes que se te concedieron se conservan hasta que caducan, y las horas en que se rechazaron tus prompts, durante dos horas. Vuelve a usar este comando después; si no, más adelante se borran solas.
    • Lo que costaron las imágenes se conserva sin tu nombre, y los cambios de límites se quedan en el registro de cada servidor.
    • Lo que se envió a OpenRouter para tus imágenes (prompts, imágenes adjuntas y un código en lugar de tu nombre) no se elimina allí.

data-delete-done = { $images ->
    [0] Eliminado. No constaba ninguna imagen tuya terminada.
    [one] Eliminado, con lo que se guardaba de una imagen terminada.
   *[other] Eliminado, con lo que se guardaba de { $images } imágenes terminadas.
} Tus límites siguen como estaban.

data-delete-left = { $left ->
    [one] Una imagen sigue en curso o aún no se ha facturado, así que se conserva lo que se guarda de ella, y también las imágenes que adjuntaste hace poco.
   *[other] { $left } imágenes siguen en curso o aún no se han facturado, así que se conserva lo que se guarda de ellas, y también las imágenes que adjuntaste hace poco.
} Vuelve a usar este comando más tarde.

data-delete-files = Las imágenes que adjuntaste no se pudieron eliminar ahora; se borrarán solas en un plazo de 7 días.
# In place of all of these
data-delete-part = Todavía no se eliminó todo, porque la base de datos del bot falló a mitad de camino: hasta ahora { $images ->
        [one] se olvidó { $images } imagen terminada
       *[other] se olvidaron { $images } imágenes terminadas
    }. Vuelve a usar el comando.

data-delete-kept = No se eliminó nada.
data-delete-late = No hubo respuesta, así que no se eliminó nada. Vuelve a usar el comando.

button-data-delete = Eliminar todo
button-data-keep = Conservar
