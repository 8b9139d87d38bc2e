/**
 * Spanish, as California schools write it for families from Mexico and Central America: every sentence that a reporter or a family reads.
 * docs/spanish-terms.md says where its terms were found.
 */
import type { LanguageWords } from "./en";

const months =
  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre";

/** All Spanish texts of the system. */
export function spanish(): LanguageWords {
  return {
    sentences: {
      name: "Español",
      unreviewed: "Ningún traductor calificado ha revisado este texto en español.",
      "form-title": "Reporte de seguridad estudiantil",
      "language-question": "¿En qué idioma quiere contestar?",
      "emergency-first": "¿EMERGENCIA? LLAME PRIMERO AL {number}.",
      "no-mandated-report":
        "Este formulario no es un reporte obligatorio. Quien está obligado por ley a reportar debe llamar ahora y mandar su propio reporte escrito en menos de {hours} horas ({statute}).",
      "no-mandated-report-agency":
        "Este formulario no es un reporte obligatorio. Quien está obligado por ley a reportar debe llamar ahora a {agency} y mandar su propio reporte escrito en menos de {hours} horas ({statute}).",
      "must-say": "no es un reporte obligatorio",
      "unread-at-night":
        "De noche, en fines de semana y en días sin clases, puede esperar hasta el próximo día de clases.",
      "must-say-of-nights": "el próximo día de clases",
      "what-for":
        "Use este formulario para un solo estudiante que puede estar en riesgo de trata de personas (sexual o laboral), ser víctima o estar reclutando a otros.",
      "poster-title": "¿Le preocupa un estudiante?",
      "poster-link": "Apunte la cámara del teléfono al código, o escriba el enlace.",
      "no-report-line": "Para orientación: {name}, {number}. No sustituye el reporte obligatorio.",
      "further-down": "Su reporte llegó. Más abajo está en español.",
      "passed-on":
        "Su reporte llegó, y se está avisando a las personas del distrito que se encargan. Esto no es un reporte obligatorio. No basta con avisar a la escuela.",
      "if-mandated": "Si usted está obligado por ley a reportar, {who}:",
      "call-if-not": "Llame ahora a {agency}, si no lo ha hecho",
      "write-too":
        "Mande su propio reporte por escrito (formulario {form}) en un plazo de {hours} horas desde que lo supo ({statute}).",
      "if-nobody-answers":
        "Si nadie contesta, llame a {name}. Si allí tampoco contestan, mande de todos modos el reporte por escrito a tiempo y vuelva a llamar.",
      "in-emergency": "En una emergencia, llame al {number}.",
      "keep-silent":
        "No le haga preguntas a ningún estudiante sobre esto. No le avise a un padre, madre o tutor: el distrito lo consulta primero con las agencias.",
      "report-another":
        "Para reportar sobre otro estudiante, mande otro reporte con el enlace de abajo.",
      "not-in-use-words": "todavía no está en uso",
      "not-in-use":
        "Este formulario todavía no está en uso en este distrito. Lo que usted mande se guarda y se envía por correo electrónico a las personas de contacto, pero puede que todavía nadie esté pendiente. No cuente con ellas: llame usted.",
      "then-tell-school":
        "Después avise al contacto designado de su escuela o a la dirección, pero no avise a nadie que pueda estar involucrado.",
      "takes-no-reports": "Por ahora este formulario no recibe reportes: nadie los leería.",
      "page-start": "¿Hay peligro ahora?",
      "ask-immediateDanger": "¿El estudiante está en peligro inmediato en este momento?",
      "help-immediateDanger":
        "Conteste que sí si el estudiante está por irse con alguien que puede estar involucrado, si está desaparecido, si está herido o si hay riesgo de que se quite la vida. En ese caso, llame ahora al 911. Si no está seguro, llame al 911 o a {agency}, y pregunte.",
      "page-immediate-danger": "LLAME AL {number} AHORA",
      "call-now": "Llame al {number} ahora. No espere a terminar este formulario.",
      "say-where":
        "Diga dónde está el estudiante y cuál es el peligro. Quédese con el estudiante si puede hacerlo sin peligro.",
      "then-call": "Después llame a {agency}",
      "have-you-called":
        "¿Ya llamó? Entonces siga. Bastan unas pocas respuestas: la escuela, el estudiante y lo que usted sabe.",
      "page-student": "El estudiante",
      "page-student-help":
        "Un estudiante en cada reporte. Si le preocupa más de uno, mande un reporte por cada uno.",
      "ask-school": "¿A qué escuela va el estudiante?",
      "help-school":
        "Esto decide a quién se avisa. Si su escuela no está en la lista, elija “No está en la lista”, y se avisa a la persona encargada del distrito.",
      "not-listed": "No está en la lista",
      "ask-studentName": "Nombre y apellido del estudiante",
      "help-studentName": "Como lo escribe la escuela, si lo sabe.",
      "ask-studentId": "Número de identificación (ID) del estudiante",
      "help-studentId": "Si lo sabe. Ayuda a reunir los reportes sobre el mismo estudiante.",
      "ask-grade": "Grado escolar",
      "ask-countyOfResidence": "Si el estudiante vive en otro condado: ¿en cuál?",
      "help-countyOfResidence":
        "Déjelo en blanco si el estudiante vive en este condado, o si no lo sabe.",
      "page-seen": "Lo que usted ha visto u oído",
      "page-seen-help":
        "Marque lo que sabe o lo que tiene buena razón para sospechar. No tiene que estar seguro. Puede mandar este reporte sin marcar nada.",
      "ask-factors": "¿Cuáles corresponden al estudiante?",
      "help-factors": "Marque todas las que correspondan. Una sola puede bastar.",
      "ask-concerns": "¿Sospecha alguna de estas cosas?",
      "help-concerns":
        "La trata de personas puede ser sexual o laboral. Con un menor, el sexo comercial es trata aunque no haya fuerza, engaño ni amenazas; cuenta el sexo a cambio de comida, techo o dinero. El trabajo es trata cuando hay fuerza, engaño o amenazas. Ejemplos: una deuda que pagar, documentos que otra persona le retiene, miedo por la familia, trabajar en vez de ir a la escuela. Si ve algo de esto, marque que el estudiante puede ser víctima.",
      "ask-studentRole":
        "Si alguien puede estar reclutando o explotando a estudiantes: ¿qué papel puede tener este estudiante?",
      "help-studentRole":
        "Omítala si no corresponde. Un estudiante que recluta a otros muchas veces también es víctima.",
      "ask-confirmedBy": "Si se ha confirmado que el estudiante es víctima: ¿quién lo confirmó?",
      "help-confirmedBy": "Omítala si no corresponde.",
      "page-facts": "Quién puede estar involucrado y qué pasó",
      "ask-parentMayBeInvolved": "¿Puede estar involucrado en el daño un padre, madre o tutor?",
      "help-parentMayBeInvolved":
        "No le avise ni le pregunte a un padre, madre o tutor sobre este reporte.",
      "ask-recipientMayBeInvolved":
        "¿Puede estar involucrado alguien que recibe estos reportes, o alguien cercano a esa persona?",
      "help-recipientMayBeInvolved":
        "Leen los reportes el contacto designado y el contacto suplente de la escuela, la persona encargada del distrito y la encargada suplente. También pueden leerlos otros contactos con acceso, la cuenta del sistema y quien edita este formulario. Puede dar varias respuestas. Cada “sí” deja fuera a quienes nombra (administradores: los que el distrito marcó). “No estoy seguro” solo deja fuera a los contactos de la escuela: las encargadas sí lo leen. Si no contesta, pero dice más abajo que puede estar involucrado alguien del personal o que no lo sabe, cuenta como no estar seguro. Si puede estar involucrado el administrador del sistema, quien maneja su cuenta, o todas estas personas, no use este formulario: llame al número de la primera página.",
      "ask-staffMayBeInvolved":
        "¿Puede estar involucrado alguien que trabaja o es voluntario en una escuela?",
      "help-staffMayBeInvolved":
        "Un maestro, entrenador, asistente, chofer, voluntario o contratista, reciba o no estos reportes. Diga más abajo quién es (nombre o puesto), en “¿Qué vio u oyó?”. El nombre nunca se pone en un correo.",
      "ask-facts": "¿Qué vio u oyó?",
      "help-facts":
        "Hechos, no opiniones: qué, dónde, cuándo, quién estaba. Escriba las palabras del estudiante tal como las dijo. Escriba solo lo que ya sabe. Por favor no le haga preguntas a ningún estudiante. No abra ni copie imágenes. No investigue. Se guarda como usted lo escribe y no se traduce. Si pone su nombre aquí, lo leerán las personas que trabajan en el caso.",
      "ask-learnedAt": "¿Cuándo lo supo?",
      "help-learnedAt":
        "Día y hora, lo más exacto que pueda. Desde ese momento se cuentan las {hours} horas para el reporte por escrito ({statute}).",
      "ask-calledChildAndFamilyServices": "¿Ya llamó a {agency} por esto?",
      "help-calledChildAndFamilyServices": "Si no, llame ahora o en cuanto termine este formulario",
      "ask-calledLawEnforcement": "¿Ya llamó a {agency} por esto?",
      "the-police": "la policía",
      "page-reporter": "Sobre usted (todo es opcional)",
      "stay-unknown":
        "Para que el distrito no sepa quién es, deje esta página en blanco. Su nombre ayuda. Con un correo escolar puede recibir un recordatorio de su obligación.",
      "telling-is-not-enough":
        "Este formulario no es un reporte obligatorio, y no basta con avisarle a alguien.",
      "call-at-once": "Llame de inmediato a {agency}",
      "ask-reporterKnownTo": "Si dice quién es: ¿quién puede saberlo?",
      "help-reporterKnownTo":
        "Si no elige nada, solo pueden verlo la persona encargada del distrito y la persona encargada suplente. Si este reporte puede tratar de una de ellas, esa persona no puede verlo. Su nombre, correo y teléfono se guardan entonces aparte del caso, y las preguntas para usted pasan por la persona encargada. Las pocas personas que pueden editar este formulario o administran su cuenta también pueden verlo.",
      "ask-reporterName": "Su nombre",
      "ask-reporterEmail": "Su correo electrónico de la escuela",
      "ask-reporterPhone": "Su número de teléfono",
      yes: "Sí",
      no: "No",
      unknown: "No lo sé",
      "not-yet": "No, todavía no",
      "may-be-targeted": "Puede ser la persona a quien quieren explotar",
      "may-be-recruiting": "Puede estar reclutando o explotando a otros",
      both: "Las dos cosas",
      "recipient-contact": "Sí: el contacto designado o el contacto suplente",
      "recipient-administrator": "Sí: un administrador de la escuela o del distrito",
      "recipient-lead": "Sí: la persona encargada del distrito",
      "recipient-alternate-lead": "Sí: la persona encargada suplente",
      "recipient-not-sure": "No estoy seguro",
      "known-to-contact": "El contacto designado y la persona encargada del distrito",
      "known-to-lead": "La persona encargada del distrito, no el contacto",
      "duty-subject": "El formulario que usted mandó: usted tiene algo pendiente",
      "duty-first": "Gracias por el formulario. Usted todavía tiene que hacer tres cosas.",
      "duty-unread-until":
        "Las escuelas no tienen a nadie de guardia ahora: puede que nadie allí lea su formulario antes de esta hora: {when}.",
      "duty-not-enough":
        "El formulario llegó a las personas del distrito que se encargan. Eso no basta: si usted está obligado por ley a reportar, todavía tiene que hacer su propio reporte ({statute}).",
      "duty-order": "Qué hacer, en este orden",
      "duty-call": "Llame ahora, si no lo ha hecho:",
      or: "o a {agency}",
      "one-is-enough":
        "Basta con una. Si nadie contesta, llame a la otra. Si allí tampoco contestan, mande de todos modos el reporte por escrito a tiempo y vuelva a llamar.",
      "duty-write": "Mande el reporte por escrito, formulario {form}.",
      "duty-write-there":
        "Mande el reporte por escrito, formulario {form}, a la agencia a la que llamó.",
      "due-late":
        "Cuándo: el plazo era el {when} y ya pasó. Mándelo ahora. El plazo era de {from}.",
      "due-by": "Cuándo: a más tardar el {when}, es decir, {from}.",
      "from-learned": "{hours} horas desde que usted lo supo",
      "from-received":
        "{hours} horas desde que llegó su formulario. Si lo supo antes, las {hours} horas empezaron a contar antes",
      "duty-reference":
        "Pida el número de referencia de la agencia y guárdelo. El distrito puede pedírselo.",
      "duty-keep-in-mind": "Por favor recuerde",
      "number-unknown": "(no tenemos el número)",
      "number-emergency": "(no tenemos el número; en una emergencia, {number})",
      "channel-takes": "{agency} lo recibe {ways}.",
      "channel-fax": "por fax al {value}",
      "channel-web": "en línea en {value}",
      "channel-mail": "por correo a {value}",
      "channel-or": ", o",
      "channel-first": "primero: {needs}",
      "channel-checked": "revisado por última vez el {day}",
      "taken-subject": "El formulario que usted mandó: alguien ya lo recibió",
      "taken-first":
        "Gracias por el formulario. Alguien del distrito ya se encarga de lo que usted mandó.",
      "taken-once":
        "Este es el único aviso que podemos mandarle: quién se encarga y qué hace es confidencial. Si nota algo nuevo, mande otra vez el formulario.",
      "duty-remains":
        "Si usted está obligado por ley a reportar, todavía tiene que hacer su propia llamada y su propio reporte por escrito ({statute}).",
      "do-not-answer":
        "Por favor no conteste este correo con datos de un estudiante, y no lo reenvíe.",
      "no-advice": "Esto no es asesoría legal.",
      "sheet-title": "Dónde encontrar ayuda",
      "sheet-for-all": "Estas líneas son para todos: para uno mismo o para otra persona.",
      "sheet-emergency": "Si hay peligro ahora",
      "sheet-national-line":
        "{number}, o mande un mensaje de texto al 233733; día y noche, también en español",
      "sheet-missing-children": "Centro Nacional para Menores Desaparecidos y Explotados",
      "sheet-crisis": "Línea de prevención del suicidio y crisis",
      "sheet-crisis-number": "Llame o mande un mensaje de texto al 988; día y noche",
      "sheet-abuse": "Si a un niño lo maltratan o lo descuidan",
      "sheet-liaisons": "En el distrito",
      "sheet-at-school": "En la escuela, pregunte por",
      "sheet-day": "Fecha",
      "notice-title":
        "A los padres, madres y tutores de los grados 6 a 12: la trata de personas, y dónde encontrar ayuda",
      "notice-why":
        "Este aviso es para todas las familias. No dice nada de ningún estudiante. California pide a las escuelas que informen a los padres, madres y tutores de los grados 6 a 12 dónde encontrar ayuda contra la trata de personas (EC 49381).",
      "notice-what-title": "Qué es",
      "notice-what":
        "A alguien lo obligan a trabajar, o a participar en sexo comercial, con fuerza, engaños o amenazas. Si un menor participa en sexo comercial, es trata aunque nadie haya usado la fuerza. Le puede pasar a cualquier estudiante.",
      "notice-signs-title": "Lo que usted puede notar",
      "notice-signs":
        "Un novio o una novia mucho mayor. Cambios repentinos de ropa, pertenencias o amistades. Faltas a la escuela. Escaparse de casa. Miedo, o lesiones. Una deuda que pagar, o muchas horas de trabajo por poco pago. Una sola de estas cosas no prueba nada. Siempre puede pedir ayuda.",
      "notice-do-title": "Lo que usted puede hacer",
      "notice-do":
        "Escuche y mantenga la calma. No enfrente a la persona de quien sospecha. Si alguien está en peligro, llame al {number}. También puede hablar con alguien de la escuela.",
      "notice-lessons":
        "Las escuelas enseñan sobre esto al menos una vez en la escuela intermedia (middle school) y una vez en la preparatoria (high school) (EC 51934). Usted puede pedir que su hijo o hija no participe (EC 51938).",
    },
    dates: {
      weekdays: ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"],
      months: months.split(" "),
      day: "{weekday} {day} de {month}",
      dayAndYear: "{weekday} {day} de {month} de {year}",
      time: "{day}, a las {hour}:{minute} {half}",
      timeAtOne: "{day}, a la {hour}:{minute} {half}",
      halves: ["a. m.", "p. m."],
    },
    packs: {
      "Acts as if another person controls or grooms them, or gives other signs of it":
        "Se comporta como si otra persona lo controlara o se hubiera ganado su confianza para abusar de él o explotarlo, o da otras señales de eso",
      "Spends time with people who are known to be involved in commercial sex":
        "Pasa tiempo con personas de quienes se sabe que están involucradas en el sexo comercial",
      "Is social or sexual on the internet, by cellphone or on social media in a way that is unusual for their age":
        "En internet, por celular o en redes sociales tiene una conducta social o sexual poco común para su edad",
      "Has run away in the past, or has had unstable housing: this includes more than one foster care placement and times without a home, couch surfing too":
        "Se ha escapado de casa antes, o no ha tenido vivienda estable: esto incluye más de un hogar de crianza temporal, épocas sin hogar o dormir de casa en casa",
      "Was involved before with law enforcement or with the juvenile justice system":
        "Ya ha tenido contacto con la policía o con el sistema de justicia juvenil",
      "Is often missing from school": "Falta mucho a la escuela",
      "Has relationships that worry you, because they put the student at risk or in danger of exploitation":
        "Tiene relaciones que le preocupan a usted: lo ponen en riesgo o en peligro de que lo exploten",
      "Has a history of substance abuse": "Tiene antecedentes de abuso de drogas o alcohol",
      "Someone may be recruiting or exploiting students for human trafficking or commercial sex":
        "Alguien puede estar reclutando o explotando a estudiantes para la trata de personas o el sexo comercial",
      "This student may be a victim of human trafficking or commercial sexual exploitation":
        "Este estudiante puede ser víctima de trata de personas o de explotación sexual comercial",
      "This student has been confirmed to be a victim":
        "Se ha confirmado que este estudiante es víctima",
      "Law enforcement": "La policía o el sheriff",
      "Child and family services": "Servicios para Niños y Familias",
      "No agency: the student said so": "Ninguna agencia: lo dijo el estudiante",
      "Someone else": "Otra persona",
      "child and family services": "Servicios para Niños y Familias",
      "the call": "la llamada",
      "your local law enforcement agency": "la policía de su localidad",
      "law enforcement": "la policía",
      "Telling school police does not count as a report to law enforcement (PC 11165.9).":
        "Avisar a la policía escolar no cuenta como reporte a la policía (PC 11165.9).",
      "Child abuse hotline": "Línea directa de abuso infantil",
      "Child and family services, day and night: {phone}":
        "Servicios para Niños y Familias, día y noche: {phone}",
      "day and night": "día y noche",
      "Law enforcement: your local agency, or {phone} in an emergency":
        "Policía: la de su localidad, o el {phone} en una emergencia",
      "National Human Trafficking Hotline": "Línea Nacional Contra la Trata de Personas",
      "National Human Trafficking Hotline: {phone}":
        "Línea Nacional Contra la Trata de Personas: {phone}",
      "Call the county where the student lives, if you know it; otherwise call the county of the school. Send the written report to the agency that took the call, unless it says otherwise.":
        "Llame al condado donde vive el estudiante, si lo sabe; si no, llame al condado de la escuela. Mande el reporte por escrito a la agencia que atendió su llamada, salvo que le digan otra cosa.",
      "as every employee of a school is": "como lo está todo empleado de una escuela",
      "You do not have to say who you are (PC 11166).": "No tiene que decir quién es (PC 11166).",
      "The agency that you call needs your name, and protects it (PC 11167(d)).":
        "La agencia a la que llama necesita su nombre, y lo protege (PC 11167(d)).",
      "Each school employee is a mandated reporter, with immunity for what they report (PC 11172). So are many volunteers, contractors and board members.":
        "Todo empleado de una escuela está obligado por ley a reportar y tiene inmunidad por lo que reporta (PC 11172). También muchos voluntarios, contratistas y miembros de la mesa directiva.",
      "Several people may agree that one of them calls and signs. If you learn that no report was made, you must make it.":
        "Varias personas pueden acordar que una de ellas llame y firme. Si se entera de que el reporte no se hizo, tiene que hacerlo usted.",
      "You do not have to be certain. A reasonable suspicion is enough.":
        "No tiene que estar seguro. Basta una sospecha razonable.",
      "Telling a colleague, a principal, the designated contact or the district's own police does not count (PC 11165.9). A call to an advice hotline does not count either.":
        "No cuenta avisarle a un colega, a la dirección, al contacto designado o a la policía del propio distrito (PC 11165.9). Tampoco cuenta una llamada a una línea de orientación.",
      "No supervisor may stop you or delay you (PC 11166).":
        "Ningún supervisor puede impedírselo ni retrasarlo (PC 11166).",
      "The law protects you: mandated reporters have immunity for what they report (PC 11172). Anyone may report, even without a duty to (PC 11166(g)).":
        "La ley lo protege: las personas obligadas por ley a reportar tienen inmunidad por lo que reportan (PC 11172). Cualquier persona puede reportar, aunque no esté obligada (PC 11166(g)).",
      "Cannot come to school regularly, or is absent and nobody explains it":
        "No puede venir a la escuela con regularidad, o falta y nadie lo explica",
      "Runs away again and again": "Se escapa de casa una y otra vez",
      "Speaks of going to other cities often": "Cuenta que va seguido a otras ciudades",
      "Has bruises or other injuries, or is withdrawn, depressed, anxious or afraid":
        "Tiene moretones u otras lesiones, o está retraído, deprimido, ansioso o con miedo",
      "Has no say over their own time, or does not hold their own identity papers":
        "No decide sobre su propio tiempo, o no tiene en su poder sus documentos de identidad",
      "Is hungry, underfed or very tired, or is not dressed for the weather":
        "Tiene hambre, está mal alimentado o muy cansado, o no trae ropa adecuada para el clima",
      "Shows signs of drug addiction": "Da señales de adicción a las drogas",
      "Gives answers that sound coached or rehearsed":
        "Da respuestas que suenan dictadas o ensayadas",
      "Has changed suddenly: clothes, hygiene, relationships or belongings":
        "Ha cambiado de repente: ropa, higiene, relaciones o pertenencias",
      "Talks or acts in a sexual way that is beyond what is usual for their age":
        "Habla o se comporta de una manera sexual que va más allá de lo común a su edad",
      "Has a boyfriend or girlfriend who is noticeably older":
        "Tiene un novio o una novia bastante mayor",
      "Tries to hide recent scars": "Trata de esconder cicatrices recientes",
      "Has to pay off a debt": "Tiene que pagar una deuda",
      "Fears that their family will be harmed if they tell":
        "Teme que le hagan daño a su familia si lo cuenta",
      "Works long hours for little or no pay": "Trabaja muchas horas por poco o ningún pago",
      "Looks after children who are not of their own family":
        "Cuida a niños que no son de su propia familia",
      "This student may be a victim of trafficking, for sex or for labor":
        "Este estudiante puede ser víctima de trata, sexual o laboral",
    },
  };
}
