/** What is tried first against passwords of ten characters and more, in Spanish and English; no punctuation. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `0123456789 1234567890 12345678910 123456789a 1234567891 9876543210 0987654321 1029384756 1122334455
  1111111111 0000000000 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc qwertyuiop qwerty1234 qwerty12345 qwerty123456
  qwertyuiop123 asdfghjkl1 asdfghjklñ zaq12wsxcde3 a123456789 abc1234567 abc123456789 abcd123456 abcd12345678
  abcdefghij abcdefghijk password12 password123 password1234 password12345 passw0rd123 p4ssw0rd123 mypassword
  changeme123 changemenow letmein123 letmein1234 welcome123 welcome1234 iloveyou12 iloveyou123 sunshine123
  princess123 superman123 football123 baseball123 administrator administrador admin12345 admin123456
  admin1234567 adminadmin adminadmin123 administracion administrador1 root123456 rootroot123 toortoor123
  contraseña contrasena contraseña1 contrasena1 contraseña123 contrasena123 contraseña1234 contrasena1234
  micontraseña micontrasena miclave123 clave12345 clave123456 clave1234567 claveclave cambiame123 cambiarme123
  bienvenido1 bienvenido123 bienvenidos123 teamo12345 teamomucho teamomucho123 teamoteamo tequiero123
  tequieromucho hola123456 hola1234567 holahola123 holamundo123 familia123 estrella123 princesa123 mariposa123
  barcelona10 barcelona123 realmadrid realmadrid1 realmadrid123 bocajuniors bocajuniors1 riverplate
  riverplate1 colombia123 argentina10 argentina123 mexico12345 venezuela123 alejandro123 sebastian123
  guadalupe123 jesucristo jesucristo1 jesus12345 diosesamor diosmeama diosesfiel empresa123 empresa1234
  miempresa123 centralita centralita1 centralita12 centralita123 callcenter callcenter1 callcenter123
  asterisk12 asterisk123 asterisk1234 issabel123 issabel1234 issabelpbx freepbx123 freepbx1234 elastix123
  elastix1234 voip123456 telefonia123 supervisor supervisor1 supervisor123 agente1234 agente12345 operador123
  operador1234 soporte123 soporte1234 sistemas123 sistemas1234 temporal123 temporal1234 prueba1234 prueba12345
  pruebas123 test123456 testtest123 test1234567 usuario123 usuario1234 secreto123 secret1234`.split(/\s+/),
)
