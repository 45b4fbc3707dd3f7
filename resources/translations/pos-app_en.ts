<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n attempts</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempts left</source>
        <translation>
            <numerusform>%n attempt left</numerusform>
            <numerusform>%n attempts left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cases for a supervisor</source>
        <translation>
            <numerusform>%n case for a supervisor</numerusform>
            <numerusform>%n cases for a supervisor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n orders waiting to be sent</source>
        <translation>
            <numerusform>%n order waiting to be sent</numerusform>
            <numerusform>%n orders waiting to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parked sales</source>
        <translation>
            <numerusform>%n parked sale</numerusform>
            <numerusform>%n parked sales</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pieces</source>
        <translation>
            <numerusform>%n piece</numerusform>
            <numerusform>%n pieces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records could not be read</source>
        <translation>
            <numerusform>%n record could not be read</numerusform>
            <numerusform>%n records could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rewards still to settle</source>
        <translation>
            <numerusform>%n reward still to settle</numerusform>
            <numerusform>%n rewards still to settle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sales here were made with another programme.</source>
        <translation>
            <numerusform>%n sale here was made with another programme.</numerusform>
            <numerusform>%n sales here were made with another programme.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Subtotal, %n items</source>
        <translation>
            <numerusform>Subtotal, %n item</numerusform>
            <numerusform>Subtotal, %n items</numerusform>
        </translation>
    </message>
</context>
</TS>
